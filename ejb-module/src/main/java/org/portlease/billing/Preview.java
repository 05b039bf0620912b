package org.portlease.billing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import org.portlease.contract.Contract;
import org.portlease.session.Capacity;

/**
 * What the running period would come to if it ended now. Computes it from the sessions, each time,
 * and changes nothing. One transaction's.
 */
public final class Preview {

    private final EntityManager entities;

    public Preview(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The invoice as it would be; empty where billing has not met the contract yet.
     *
     * @throws BillingRefusedException where no tariff is in force
     */
    public Optional<InvoiceDraft> of(Contract contract, Instant now) {
        Instant until =
                new PeriodCloser(entities)
                        .running(contract.id())
                        .map(BillingPeriod::endsAt)
                        .filter(end -> end.isBefore(now))
                        .orElse(now);
        return rating(contract, until, now)
                .map(
                        rating -> {
                            rating.rateOnly();
                            return rating.draft();
                        });
    }

    /**
     * Puts what a client owes for the running period where admission finds it.
     *
     * @return whether billing has met the contract
     */
    public boolean refreshCredit(Contract contract, Instant now) {
        Capacity capacity = entities.find(Capacity.class, contract.capacityId());
        // the seconds first: what is metered meanwhile counts twice for a minute, and not never
        long seconds = capacity.unbilledSeconds(now);
        // up to now even where the period waits to be closed: what follows it is owed as well
        Optional<Rating> rating = rating(contract, now, now);
        rating.ifPresent(
                known -> {
                    known.rateOnly();
                    entities.refresh(capacity, LockModeType.PESSIMISTIC_WRITE);
                    capacity.rated(
                            known.draft().total().add(drafts(contract)),
                            seconds,
                            known.prices().dearestHour());
                });
        return rating.isPresent();
    }

    /** What nobody has issued yet. */
    private BigDecimal drafts(Contract contract) {
        return entities.createQuery(
                        "select coalesce(sum(i.total), 0) from Invoice i"
                                + " where i.contractId = :contract and i.state = :draft",
                        BigDecimal.class)
                .setParameter("contract", contract.id())
                .setParameter("draft", Invoice.State.DRAFT)
                .getSingleResult();
    }

    private Optional<Rating> rating(Contract contract, Instant until, Instant now) {
        return new PeriodCloser(entities)
                .running(contract.id())
                .filter(period -> period.startsAt().isBefore(now))
                .map(period -> new Rating(entities, contract, period, until, now));
    }
}
