package org.portlease.billing;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

    @EJB private BillingSteps steps;
    @EJB private DirectoryCache directories;
    @Inject private CreditRefresh credit;
    @Inject private UsageFileRun usageFiles;

    /**
     * Closes what is due at that instant, then rates the running periods of contracts with a credit
     * limit, then makes the daily files of usage; returns when nothing is left to do here.
     */
    public void run(Instant now) {
        steps.openFirst(now);
        Set<Long> tried = new HashSet<>();
        List<Long> due;
        do {
            due = steps.due(now, AT_ONCE + tried.size()).stream().filter(tried::add).toList();
            due.forEach(period -> close(period, now));
        } while (!due.isEmpty());
        credit.refresh(directories.current().contracts(), now);
        usageFiles.run(now);
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
