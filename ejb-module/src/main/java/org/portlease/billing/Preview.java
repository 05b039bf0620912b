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
        return running(contract, now)
                .map(
                        period ->
                                new Rating(
                                        entities,
                                        contract,
                                        period,
                                        now.isBefore(period.endsAt()) ? now : period.endsAt(),
                                        now))
                .map(
                        rating -> {
                            rating.rateOnly();
                            return rating.draft();
                        });
    }

    /**
     * Puts what a client owes beside issued invoices where admission finds it: what drafts have,
     * and the running period, up to now even where it has ended and waits to be closed.
     *
     * @return whether billing has met the contract
     */
    public boolean refreshCredit(Contract contract, Instant now) {
        Capacity capacity = entities.find(Capacity.class, contract.capacityId());
        // the seconds first: what is metered meanwhile counts twice for a minute, and not never
        long seconds = capacity.unbilledSeconds(now);
        Optional<Rating> rating =
                running(contract, now)
                        .map(period -> new Rating(entities, contract, period, now, now));
        rating.ifPresent(
                known -> {
                    known.rateOnly();
                    BigDecimal rated = known.draft().total();
                    // as late as can be: admission waits for this row
                    entities.refresh(capacity, LockModeType.PESSIMISTIC_WRITE);
                    capacity.rated(
                            rated.add(drafts(contract)), seconds, known.prices().dearestHour());
                });
        return rating.isPresent();
    }

    private BigDecimal drafts(Contract contract) {
        return entities.createQuery(
                        "select coalesce(sum(i.total), 0) from Invoice i"
                                + " where i.contractId = :contract and i.state = :draft",
                        BigDecimal.class)
                .setParameter("contract", contract.id())
                .setParameter("draft", Invoice.State.DRAFT)
                .getSingleResult();
    }

    private Optional<BillingPeriod> running(Contract contract, Instant now) {
        return new PeriodCloser(entities)
                .running(contract.id())
                .filter(period -> period.startsAt().isBefore(now));
    }
}
