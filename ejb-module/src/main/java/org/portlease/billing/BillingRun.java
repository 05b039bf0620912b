package org.portlease.billing;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.portlease.contract.DirectoryCache;

/**
 * Closes all periods that are due: each in transactions of its own, so that one that fails stops no
 * other. Any number of nodes may do so at once; each period is one node's.
 */
@ApplicationScoped
public class BillingRun {

    private static final Logger LOG = Logger.getLogger(BillingRun.class);
    private static final int AT_ONCE = 200;

    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** While one waits for the database, another computes; more would only take from RADIUS. */
    private static final int MOST_WORKERS = 4;

    @EJB private BillingSteps steps;
    @EJB private DirectoryCache directories;
    @Inject private CreditRefresh credit;
    @Resource private ManagedExecutorService executor;

    /**
     * Closes what is due at that instant, then rates the running periods of contracts with a credit
     * limit; returns when nothing is left to do here.
     */
    public void run(Instant now) {
        steps.unopened().forEach(contract -> openFirst(contract, now));
        Set<Long> tried = new HashSet<>();
        List<Long> due;
        do {
            due = steps.due(now, AT_ONCE + tried.size()).stream().filter(tried::add).toList();
            closeAll(due, now);
        } while (!due.isEmpty());
        credit.refresh(directories.current().contracts(), now);
    }

    private void openFirst(long contract, Instant now) {
        try {
            steps.openFirst(contract, now);
        } catch (Exception e) { // the next run finds it without a period
            LOG.warnf(
                    "PLBIL0005: The first billing period of contract %d could not be opened: %s",
                    contract, reasonOf(e));
        }
    }

    /** With some workers, of which the caller is one: so all is done though no other has time. */
    private void closeAll(List<Long> due, Instant now) {
        Queue<Long> waiting = new ConcurrentLinkedQueue<>(due);
        Runnable worker =
                () -> {
                    for (Long next = waiting.poll(); next != null; next = waiting.poll()) {
                        close(next, now);
                    }
                };
        int others = Math.min(Math.min(PROCESSORS, MOST_WORKERS), due.size()) - 1;
        List<Future<?>> begun = new ArrayList<>();
        for (int i = 0; i < others; i++) {
            help(worker).ifPresent(begun::add);
        }
        worker.run();
        begun.forEach(BillingRun::await);
    }

    private Optional<Future<?>> help(Runnable worker) {
        try {
            return Optional.of(executor.submit(worker));
        } catch (RejectedExecutionException e) {
            LOG.debug("No other worker can be had", e);
            return Optional.empty();
        }
    }

    private static void await(Future<?> worker) {
        try {
            worker.get();
        } catch (ExecutionException e) {
            LOG.debug("A worker has ended early: what it did not close is due in the next run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void close(long period, Instant now) {
        try {
            steps.cut(period, now);
            PeriodCloser.Result result = steps.close(period, now);
            if (result == PeriodCloser.Result.CLOSED) {
                forgetLate(period);
            }
        } catch (Exception e) { // whatever it is, the others are closed
            park(period, reasonOf(e), now);
        }
    }

    private void forgetLate(long period) {
        while (steps.forgetLate(period) > 0) {
            // there may be more
        }
    }

    private void park(long period, String reason, Instant now) {
        LOG.warnf(
                "PLBIL0003: The billing period %d could not be closed and is parked: %s",
                period, reason);
        try {
            steps.park(period, reason, now);
        } catch (Exception e) { // no database: the next run finds the period due
            LOG.warnf("PLBIL0004: That could not be noted either: %s", reasonOf(e));
        }
    }

    /** The sentence of what was refused, else the innermost fault. */
    private static String reasonOf(Throwable fault) {
        List<Throwable> chain =
                Stream.iterate(fault, Objects::nonNull, Throwable::getCause).limit(20).toList();
        Throwable told =
                chain.stream()
                        .filter(BillingRefusedException.class::isInstance)
                        .findFirst()
                        .orElse(chain.get(chain.size() - 1));
        return told instanceof BillingRefusedException
                ? String.valueOf(told.getMessage())
                : told.getClass().getSimpleName() + ": " + told.getMessage();
    }
}
