package org.portlease.accounting;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portlease.accounting.Report.Status;
import org.portlease.session.Lease;
import org.portlease.session.Metering;
import org.portlease.session.Oddity;
import org.portlease.session.UsageRecord;

/**
 * What is believed of a report's counters, and what was odd about them. Counters never run
 * backwards; no session lasts longer than the clock says, but for the slack of two clocks; no line
 * carries more than it can.
 */
record Belief(Metering metering, Set<Oddity> oddities) {

    private static final Duration SLACK = Duration.ofMinutes(5);
    private static final int SLACK_DIVISOR = 100;

    /** Of a report on an open lease. */
    static Belief of(Report report, Lease lease) {
        boolean newest = lease.lastSeenAt().filter(seen -> report.at().isBefore(seen)).isEmpty();
        return of(
                report,
                lease.startedAt().orElse(null),
                heldSince(report, lease),
                lease.metering(),
                newest);
    }

    /** A session that nobody admitted is as old as the oldest that its NAS may have. */
    static Instant heldSince(Report report, Lease lease) {
        return lease.isLate()
                ? report.at().minus(report.reporter().silence().longest())
                : lease.reservedAt();
    }

    /** Of a Stop on a session whose end was estimated. */
    static Belief of(Report report, UsageRecord record) {
        return of(report, record.startedAt(), record.startedAt(), record.metering(), true);
    }

    /**
     * @param heldSince before which it can't have begun
     * @param newest whether no later report is known
     */
    private static Belief of(
            Report report,
            @Nullable Instant startedAt,
            Instant heldSince,
            Metering known,
            boolean newest) {
        Set<Oddity> oddities = EnumSet.noneOf(Oddity.class);
        Metering stated = report.metering();
        long seconds = stated.sessionSeconds();
        boolean absurd = seconds > most(heldSince, report.at());
        boolean leftOut = report.status() == Status.STOP && !report.timed();
        if (absurd || leftOut) {
            Instant unsaid = absurd ? heldSince : report.at();
            seconds = between(startedAt == null ? unsaid : startedAt, report.at());
        }
        long most = report.reporter().mostOctets(Math.max(seconds, known.sessionSeconds()));
        Metering believed =
                new Metering(
                        seconds,
                        Math.min(stated.inputOctets(), most),
                        Math.min(stated.outputOctets(), most));
        note(oddities, Oddity.TIME_ABSURD, absurd);
        note(
                oddities,
                Oddity.BEYOND_LINE,
                stated.inputOctets() > most || stated.outputOctets() > most);
        note(oddities, Oddity.COUNTERS_BACKWARDS, newest && isLess(believed, known));
        return new Belief(believed.orMore(known), oddities);
    }

    private static void note(Set<Oddity> oddities, Oddity oddity, boolean met) {
        if (met) {
            oddities.add(oddity);
        }
    }

    private static boolean isLess(Metering metering, Metering known) {
        return metering.sessionSeconds() < known.sessionSeconds()
                || metering.inputOctets() < known.inputOctets()
                || metering.outputOctets() < known.outputOctets();
    }

    private static long most(Instant heldSince, Instant at) {
        long held = between(heldSince, at);
        return held + SLACK.toSeconds() + held / SLACK_DIVISOR;
    }

    private static long between(Instant from, Instant to) {
        return Math.max(0, Duration.between(from, to).toSeconds());
    }
}
