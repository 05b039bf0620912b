package org.portlease.billing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import org.jboss.ejb3.annotation.TransactionTimeout;
import org.portlease.contract.Contract;

/** The steps of {@link BillingRun}, each a transaction of its own. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class BillingSteps {

    /** Ten million sessions take some minutes; what hangs ends all the same. */
    private static final long LONGEST_CLOSE_SECONDS = 6 * 3_600;

    private static final long LONGEST_LOOK_SECONDS = 60;

    @PersistenceContext private EntityManager entities;

    @TransactionTimeout(LONGEST_LOOK_SECONDS)
    public List<Long> unopened() {
        return closer().unopened();
    }

    public void openFirst(long contract, Instant now) {
        closer().openFirst(contract, now);
    }

    @TransactionTimeout(LONGEST_LOOK_SECONDS)
    public List<Long> due(Instant now, int limit) {
        return closer().due(now, limit);
    }

    public void cut(long period, Instant now) {
        closer().cut(period, now);
    }

    @TransactionTimeout(LONGEST_CLOSE_SECONDS)
    public PeriodCloser.Result close(long period, Instant now) {
        return closer().close(period, now);
    }

    public int forgetLate(long period) {
        BillingPeriod closed = entities.find(BillingPeriod.class, period);
        return closer().forgetLate(closed.contractId(), closed.endsAt());
    }

    public void park(long period, String reason, Instant now) {
        closer().park(period, reason, now);
    }

    /** Rates a running period for the credit limit of its contract. */
    @TransactionTimeout(LONGEST_CLOSE_SECONDS)
    public void refreshCredit(long contract, Instant now) {
        new Preview(entities).refreshCredit(entities.find(Contract.class, contract), now);
    }

    private PeriodCloser closer() {
        return new PeriodCloser(entities);
    }
}
