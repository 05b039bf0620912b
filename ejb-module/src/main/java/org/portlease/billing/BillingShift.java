package org.portlease.billing;

import jakarta.ejb.Asynchronous;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A node's part in billing: one run at a time, outside of any transaction and of whoever asked for
 * it. While one is under way, another is not begun.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BillingShift {

    /**
     * A tick that looks find missing: at the look the last one is 30 s old where the timer ticks,
     * 60 s where a look stood in for it a minute before, else 90 s.
     */
    private static final Duration OVERDUE = Duration.ofSeconds(45);

    private BillingTicks ticks;
    private BillingRun run;

    private final AtomicBoolean underWay = new AtomicBoolean();

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public BillingShift() {}

    @Inject
    BillingShift(BillingTicks ticks, BillingRun run) {
        this.ticks = ticks;
        this.run = run;
    }

    /** This node has got the tick of that instant. */
    @Asynchronous
    public void tick(Instant now) {
        attempt(
                () -> {
                    ticks.record(now);
                    bill(now);
                });
    }

    /** Bills in place of the timer, where it has not ticked for too long and no node has yet. */
    @Asynchronous
    public void look(Instant now) {
        attempt(
                () -> {
                    if (ticks.takeOver(now, now.minus(OVERDUE))) {
                        BillingLog.LOG.standsIn(OVERDUE.toSeconds());
                        bill(now);
                    }
                });
    }

    private void bill(Instant now) {
        if (!underWay.compareAndSet(false, true)) {
            BillingLog.LOG.debug("A billing run is still under way");
            return;
        }
        try {
            run.run(now);
        } finally {
            underWay.set(false);
        }
    }

    private static void attempt(Runnable work) {
        try {
            work.run();
        } catch (Exception e) { // a failed commit throws a checked one that nobody declares
            BillingLog.LOG.runFailed(e.getClass().getSimpleName());
            BillingLog.LOG.debug("Billing failed", e);
        }
    }
}
