package org.portlease.billing;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Closes a period because a person asked for it, as the timer would. Never in a transaction. */
@ApplicationScoped
public class PeriodClosing {

    @Inject private BillingRun run;
    @Inject private Clock clock;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    private ExecutorService executor;

    /**
     * @param patience how long to wait for it; it goes on all the same
     * @return whether it is done
     * @throws BillingRefusedException where it could not be closed, and is parked
     */
    public boolean close(long period, Duration patience) {
        Future<?> closing = executor.submit(() -> run.closeNow(period, clock.instant()));
        try {
            closing.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BillingRefusedException refused) {
                throw refused;
            }
            throw new IllegalStateException("the close failed", e);
        }
    }
}
