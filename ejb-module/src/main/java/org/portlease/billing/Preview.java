package org.portlease.billing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
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
        return rating(contract, now)
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
        Optional<Rating> rating = rating(contract, now);
        rating.ifPresent(
                known -> {
                    known.rateOnly();
                    entities.refresh(capacity, LockModeType.PESSIMISTIC_WRITE);
                    capacity.rated(known.draft().total(), seconds, known.prices().dearestHour());
                });
        return rating.isPresent();
    }

    private Optional<Rating> rating(Contract contract, Instant now) {
        return new PeriodCloser(entities)
                .running(contract.id())
                .filter(period -> period.startsAt().isBefore(now))
                .map(
                        period ->
                                new Rating(
                                        entities,
                                        contract,
                                        period,
                                        now.isBefore(period.endsAt()) ? now : period.endsAt(),
                                        now));
    }
}
