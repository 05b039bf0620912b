package org.portlease.billing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.portlease.contract.Contract;
import org.portlease.invoice.DocumentKind;
import org.portlease.session.Capacity;
import org.portlease.session.CapacityCut;

/**
 * Closes periods, each step inside a transaction of the caller's, in this order: {@link #cut}, so
 * that what comes later is known to be late; {@link #close}; {@link #forgetLate}. Whatever is
 * killed between or within them is done again, and comes out the same. One transaction's.
 */
public final class PeriodCloser {

    private static final int AT_ONCE = 10_000;

    private final EntityManager entities;

    public PeriodCloser(EntityManager entities) {
        this.entities = entities;
    }

    /** What became of a close. */
    public enum Result {
        CLOSED,
        /** Another node is at it. */
        BUSY,
        /** It has been closed before. */
        DONE
    }

    /** The contracts that have no period yet. */
    public List<Long> unopened() {
        return entities.createQuery(
                        "select c.id from Contract c where not exists"
                                + " (select 1 from BillingPeriod p where p.contractId = c.id)"
                                + " order by c.id",
                        Long.class)
                .getResultList();
    }

    /** Opens a contract's first period. Holds its capacity row for as long as its transaction. */
    public void openFirst(long contractId, Instant now) {
        Contract contract = entities.find(Contract.class, contractId);
        // one node does, the others find it done
        Capacity capacity =
                entities.find(
                        Capacity.class, contract.capacityId(), LockModeType.PESSIMISTIC_WRITE);
        if (running(contractId).isEmpty()) {
            BillingPeriod first = BillingPeriod.first(contract, begin(contract, now));
            entities.persist(first);
            // what stopped before and comes from now on is late: no period looks for it
            capacity.cut(first.startsAt());
        }
    }

    /** Where billing begins: with the first session, else now, and not before the contract. */
    Instant begin(Contract contract, Instant now) {
        Instant first =
                entities.createQuery(
                                "select min(u.stoppedAt) from UsageRecord u"
                                        + " where u.place.contractId = :id",
                                Instant.class)
                        .setParameter("id", contract.id())
                        .getSingleResult();
        Instant begin = first == null || first.isAfter(now) ? now : first;
        return begin.isBefore(contract.startsAt()) ? contract.startsAt() : begin;
    }

    /** The running period of a contract; empty where none has been opened yet. */
    public Optional<BillingPeriod> running(long contract) {
        return entities
                .createQuery(
                        "select p from BillingPeriod p where p.contractId = :id"
                                + " and p.state <> :closed",
                        BillingPeriod.class)
                .setParameter("id", contract)
                .setParameter("closed", BillingPeriod.State.CLOSED)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** The periods that may be closed, those that have waited longest first. */
    public List<Long> due(Instant now, int limit) {
        return entities.createQuery(
                        "select p.id from BillingPeriod p where p.state in (:open, :parked)"
                                + " and p.dueAt <= :now order by p.dueAt, p.id",
                        Long.class)
                .setParameter("open", BillingPeriod.State.OPEN)
                .setParameter("parked", BillingPeriod.State.PARKED)
                .setParameter("now", now)
                .setMaxResults(limit)
                .getResultList();
    }

    /**
     * Draws the line: what is recorded from now on of sessions that stopped before the period's end
     * is marked as late. Holds the capacity row for as long as its transaction, which does nothing
     * else.
     */
    public void cut(long periodId, Instant now) {
        BillingPeriod period = entities.find(BillingPeriod.class, periodId);
        Contract contract = entities.find(Contract.class, period.contractId());
        new CapacityCut(entities).at(contract.capacityId(), period.endsAt(), now);
        new PortAllocations(entities).notice(contract, now);
    }

    /**
     * Closes a period: rates its sessions, writes its invoice, and opens the next period. An
     * invoice is issued at once where its contract says so.
     *
     * @throws BillingRefusedException where something is missing, a tariff, say
     */
    public Result close(long periodId, Instant now) {
        Optional<BillingPeriod> locked = lock(periodId);
        if (locked.isEmpty()) {
            return Result.BUSY;
        }
        BillingPeriod period = locked.get();
        if (period.isClosed()) {
            return Result.DONE;
        }
        Contract contract = entities.find(Contract.class, period.contractId());
        Optional<Invoice> invoice = rate(contract, period, now);
        entities.persist(period.next(contract));
        var events = new BillingEvents(entities);
        if (contract.billing().automatic()) {
            invoice.ifPresent(draft -> new InvoiceDesk(entities).issue(draft, contract, now));
        }
        events.closed(period, contract, now);
        return Result.CLOSED;
    }

    /**
     * Computes the draft of the contract's last closed period again.
     *
     * @throws BillingRefusedException where its invoice is issued, or a later period is closed
     */
    public Optional<Invoice> recompute(long periodId, Instant now) {
        BillingPeriod period = lock(periodId).orElseThrow(BillingBusyException::new);
        Contract contract = entities.find(Contract.class, period.contractId());
        Optional<BillingPeriod> next =
                running(contract.id()).filter(other -> other.number() == period.number() + 1);
        if (!period.isClosed() || next.isEmpty()) {
            throw new BillingRefusedException(
                    "only the contract's last closed period can be computed again, but the one"
                            + " from "
                            + period.firstDay()
                            + (period.isClosed() ? " is followed by others" : " is not closed"));
        }
        holdOpen(next.get());
        return rate(contract, period, now);
    }

    /** Its close would reckon with the draft that is being forgotten. */
    private void holdOpen(BillingPeriod next) {
        if (lock(next.id()).filter(period -> !period.isClosed()).isEmpty()) {
            throw new BillingBusyException();
        }
    }

    /** As it is now, whenever it was read before; empty where another transaction has it. */
    private Optional<BillingPeriod> lock(long periodId) {
        Optional<BillingPeriod> period =
                entities
                        .unwrap(Session.class)
                        .createNativeQuery(
                                "select * from billing_period where id = :id for update skip locked",
                                BillingPeriod.class)
                        .setParameter("id", periodId)
                        .getResultList()
                        .stream()
                        .findFirst();
        period.ifPresent(entities::refresh);
        return period;
    }

    private Optional<Invoice> rate(Contract contract, BillingPeriod period, Instant now) {
        forgetDraft(period);
        var rating = new Rating(entities, contract, period, period.endsAt(), now);
        rating.rateAndKeep();
        if (rating.quarantined() > 0) {
            new BillingEvents(entities).quarantined(period, contract, rating.quarantined(), now);
        }
        InvoiceDraft draft = rating.draft();
        rating.oneOffs().forEach(charge -> charge.billIn(period));
        period.close(rating.version(), now);
        if (draft.lines().isEmpty()) {
            return Optional.empty();
        }
        Invoice invoice = Invoice.draft(contract, period, draft);
        entities.persist(invoice);
        return Optional.of(invoice);
    }

    private void forgetDraft(BillingPeriod period) {
        List<Invoice> known =
                entities.createQuery(
                                "select i from Invoice i where i.periodId = :period"
                                        + " and i.kind = :invoice",
                                Invoice.class)
                        .setParameter("period", period.id())
                        .setParameter("invoice", DocumentKind.INVOICE)
                        .setLockMode(LockModeType.PESSIMISTIC_WRITE) // somebody may issue it
                        .getResultList();
        for (Invoice invoice : known) {
            entities.refresh(invoice); // it may have been read before it was locked
            if (invoice.state() != Invoice.State.DRAFT) {
                throw new BillingRefusedException(
                        "the invoice " + invoice.number().orElse("") + " is issued");
            }
            entities.remove(invoice);
        }
        entities.createQuery(
                        "select c from OneOffCharge c where c.periodId = :period",
                        OneOffCharge.class)
                .setParameter("period", period.id())
                .getResultList()
                .forEach(OneOffCharge::unbill);
        entities.flush();
        markLate(period);
        // nothing is there unless a draft is computed again; in steps that no time-out cuts off
        int deleted;
        do {
            deleted =
                    entities.createNativeQuery(
                                    "delete from rated_usage where period_id = :period and lease_id"
                                            + " in (select lease_id from rated_usage where"
                                            + " period_id = :period limit :limit)")
                            .setParameter("period", period.id())
                            .setParameter("limit", AT_ONCE)
                            .executeUpdate();
        } while (deleted > 0);
    }

    /** The late usage that a draft had is found again by its mark. */
    private void markLate(BillingPeriod period) {
        entities.createNativeQuery(
                        "update usage_record set after_cut = true where stopped_at < :begin"
                                + " and id in (select lease_id from rated_usage"
                                + " where period_id = :period)")
                .setParameter("begin", period.startsAt())
                .setParameter("period", period.id())
                .executeUpdate();
    }

    /**
     * Takes the mark of lateness off what an invoice has now, unless something new has come.
     *
     * @return how many were looked at; as many as fit one round where there may be more
     */
    public int forgetLate(long contract, Instant until) {
        // asked again of each row: what is corrected meanwhile is waited for, and stays marked
        return entities.createNativeQuery(
                        "update usage_record l set after_cut = false where l.id in (select u.id"
                                + " from usage_record u where u.contract_id = :contract"
                                + " and u.after_cut and u.stopped_at < :until and "
                                + nothingNew("u")
                                + " limit :limit) and l.after_cut and "
                                + nothingNew("l"))
                .setParameter("contract", contract)
                .setParameter("until", until)
                .setParameter("limit", AT_ONCE)
                .executeUpdate();
    }

    private static String nothingNew(String usage) {
        return """
                (exists (select 1 from quarantined_usage q
                      where q.lease_id = %1$s.id and q.decision = 'DISCARD')
                  or (%1$s.session_seconds, %1$s.input_octets, %1$s.output_octets) = (
                      select sum(r.session_seconds), sum(r.input_octets), sum(r.output_octets)
                        from rated_usage r where r.lease_id = %1$s.id))
                """
                .formatted(usage);
    }

    /** A close has failed; told once, not at each try. */
    public void park(long periodId, String reason, Instant now) {
        lock(periodId).filter(period -> !period.isClosed()).ifPresent(p -> park(p, reason, now));
    }

    private void park(BillingPeriod period, String reason, Instant now) {
        boolean known = period.fault().filter(reason::equals).isPresent();
        period.park(reason, now);
        if (!known) {
            Contract contract = entities.find(Contract.class, period.contractId());
            new BillingEvents(entities).parked(period, contract, reason, now);
        }
    }
}
