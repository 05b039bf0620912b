package org.portlease.billing;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.portlease.contract.DirectoryCache;
import org.portlease.json.FieldException;

/**
 * Closes all periods that are due: each in transactions of its own, so that one that fails stops no
 * other. Any number of nodes may do so at once; each period is one node's.
 */
@ApplicationScoped
public class BillingRun {

    private static final int AT_ONCE = 200;
    private static final int MOST_TRIES = 3;
    private static final String ROLLED_BACK = "40";
    private static final String LOCK_TIMEOUT = "55P03";
    private static final String KNOWN_KEY = "23505";
    private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

    /** While one waits for the database, another computes; more would only take from RADIUS. */
    private static final int MOST_WORKERS = 4;

    @EJB private BillingSteps steps;
    @EJB private DirectoryCache directories;
    @Inject private CreditRefresh credit;
    @Inject private UsageFileRun usageFiles;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    private ExecutorService executor;

    /**
     * Closes what is due at that instant, then rates the running periods of contracts with a credit
     * limit, then makes the daily files of usage; returns when nothing is left to do here.
     */
    public void run(Instant now) {
        steps.unopened().forEach(contract -> openFirst(contract, now));
        var workers = new Workers(executor, Math.min(PROCESSORS, MOST_WORKERS));
        Set<Long> tried = new HashSet<>();
        List<Long> due;
        do {
            due = steps.due(now, AT_ONCE + tried.size()).stream().filter(tried::add).toList();
            workers.each(due, period -> close(period, now));
        } while (!due.isEmpty());
        credit.refresh(directories.current().contracts(), now);
        usageFiles.run(now);
    }

    private void openFirst(long contract, Instant now) {
        try {
            steps.openFirst(contract, now);
        } catch (Exception e) { // the next run finds it without a period
            BillingLog.LOG.firstPeriodNotOpened(contract, reasonOf(e));
        }
    }

    /**
     * Closes a period as a run does, whether a run would find it due or not.
     *
     * @throws BillingRefusedException where it could not be closed, and is parked
     */
    void closeNow(long period, Instant now) {
        close(period, now)
                .ifPresent(
                        reason -> {
                            throw new BillingRefusedException(
                                    "the period could not be closed and is parked: " + reason);
                        });
    }

    /**
     * @return why it is parked; empty where it is closed, or another node is at it
     */
    private Optional<String> close(long period, Instant now) {
        for (int tries = 1; ; tries++) {
            try {
                steps.cut(period, now);
                PeriodCloser.Result result = steps.close(period, now);
                if (result == PeriodCloser.Result.CLOSED) {
                    forgetLate(period);
                }
                return Optional.empty();
            } catch (Exception e) { // whatever it is, the others are closed
                if (tries == MOST_TRIES || !isConflict(e)) {
                    BillingLog.LOG.periodParked(period, reasonOf(e));
                    String told = refusal(e).orElse("the server's log says why");
                    park(period, told, now);
                    return Optional.of(told);
                }
                BillingLog.LOG.debugf(
                        "The billing period %d is closed again: %s", period, reasonOf(e));
            }
        }
    }

    /** Somebody held a row for too long, or has just stored the first invoice of a year. */
    private static boolean isConflict(Throwable fault) {
        return chain(fault)
                .flatMap(cause -> cause instanceof SQLException sql ? Stream.of(sql) : Stream.of())
                .map(SQLException::getSQLState)
                .anyMatch(
                        state ->
                                state != null
                                        && (state.startsWith(ROLLED_BACK)
                                                || state.equals(LOCK_TIMEOUT)
                                                || state.equals(KNOWN_KEY)));
    }

    private static Stream<Throwable> chain(Throwable fault) {
        return Stream.iterate(fault, Objects::nonNull, Throwable::getCause).limit(20);
    }

    private void forgetLate(long period) {
        while (steps.forgetLate(period) > 0) {
            // there may be more
        }
    }

    private void park(long period, String reason, Instant now) {
        try {
            steps.park(period, reason, now);
        } catch (Exception e) { // no database: the next run finds the period due
            BillingLog.LOG.parkingFailed(reasonOf(e));
        }
    }

    /** The sentence of what was refused, which clients may read, too. */
    private static Optional<String> refusal(Throwable fault) {
        return chain(fault)
                .filter(
                        cause ->
                                cause instanceof BillingRefusedException
                                        || cause instanceof FieldException)
                .map(cause -> String.valueOf(cause.getMessage()))
                .findFirst();
    }

    /** For the log: the sentence of what was refused, else the innermost fault. */
    private static String reasonOf(Throwable fault) {
        return refusal(fault)
                .orElseGet(
                        () -> {
                            List<Throwable> chain = chain(fault).toList();
                            Throwable last = chain.get(chain.size() - 1);
                            return last.getClass().getSimpleName() + ": " + last.getMessage();
                        });
    }
}
