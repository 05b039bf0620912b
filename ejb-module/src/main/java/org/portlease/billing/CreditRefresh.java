package org.portlease.billing;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.portlease.contract.Contract;

/**
 * Keeps what clients with a credit limit owe for their running period. Rating a period takes as
 * long as it has sessions: so the more that is, the less often it is done, and between times
 * admission reckons with the dearest price.
 */
@ApplicationScoped
public class CreditRefresh {

    /** Less than the minute between two runs: timers are not punctual. */
    private static final Duration AT_LEAST = Duration.ofSeconds(50);

    /** Of all time, one part is spent on a contract's credit. */
    private static final int SHARE = 50;

    @EJB private BillingSteps steps;
    private final Map<Long, Instant> nextAt = new ConcurrentHashMap<>();

    /** Rates those whose time has come. */
    public void refresh(Collection<Contract> contracts, Instant now) {
        contracts.stream()
                .filter(contract -> contract.creditLimit().isPresent())
                .filter(contract -> isDue(contract, now))
                .forEach(contract -> refresh(contract, now));
    }

    private boolean isDue(Contract contract, Instant now) {
        return !now.isBefore(nextAt.getOrDefault(contract.id(), Instant.MIN));
    }

    private void refresh(Contract contract, Instant now) {
        long begin = System.nanoTime();
        try {
            steps.refreshCredit(contract.id(), now);
        } catch (Exception e) { // a contract without a tariff stops no other
            BillingLog.LOG.debugf(e, "What contract %d owes could not be rated", contract.id());
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Duration rest = took.multipliedBy(SHARE);
        nextAt.put(contract.id(), now.plus(rest.compareTo(AT_LEAST) > 0 ? rest : AT_LEAST));
    }
}
