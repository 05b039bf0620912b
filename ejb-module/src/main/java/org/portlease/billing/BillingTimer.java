package org.portlease.billing;

import jakarta.ejb.DependsOn;
import jakarta.ejb.EJBException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;

/**
 * Has billing done once a minute, by one node of all. The persistent timer is shared by the nodes
 * through the database; whichever node takes a tick bills.
 *
 * <p>A node that is killed inside of a timeout, or loses the database there, leaves the timer
 * marked as running, and no other node takes it until that node starts again. So each node looks,
 * half a minute after the tick was due, whether there was one, and stands in for it if not. Tests
 * have their servers tick and look more often.
 */
@Singleton
@DependsOn("Startup")
public class BillingTimer {

    @Inject private Clock clock;
    @Inject private BillingShift shift;

    /** One node's turn. It only begins the work, so that a kill hardly ever finds it inside. */
    @Schedule(
            hour = "*",
            minute = "*",
            second = "${portlease.test.tick.seconds:0}",
            persistent = true,
            info = "portlease billing")
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void tick() {
        begin(() -> shift.tick(clock.instant()));
    }

    /** Every node's look at whether the timer ticks. */
    @Schedule(
            hour = "*",
            minute = "*",
            second = "${portlease.test.look.seconds:30}",
            persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void look() {
        begin(() -> shift.look(clock.instant()));
    }

    /** What is thrown in a timeout is tried again at once, and holds the shared timer meanwhile. */
    private static void begin(Runnable work) {
        try {
            work.run();
        } catch (EJBException e) {
            BillingLog.LOG.debug("A billing run could not begin: the server is about to stop", e);
        }
    }
}
