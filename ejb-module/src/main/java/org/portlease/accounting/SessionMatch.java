package org.portlease.accounting;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.portlease.accounting.Report.Status;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Ledger;
import org.portlease.session.SessionKeys;
import org.portlease.session.UsageRecord;

/**
 * Which session a report speaks of: an open lease, or the usage record of a closed one, or neither.
 * Our Class says it first, then NAS and Acct-Session-Id, then the attempt that got no id yet; each
 * with a guard, because a NAS may use one Class for several sessions, and an id again.
 */
record SessionMatch(Optional<Lease> lease, Optional<UsageRecord> usage) {

    private static final SessionMatch NONE = new SessionMatch(Optional.empty(), Optional.empty());

    /** How long after a session's end a Start of its id, without our Class, is a late copy. */
    private static final Duration LATE_START = Duration.ofSeconds(60);

    static SessionMatch of(Ledger ledger, Report report) {
        SessionKeys keys = report.keys();
        return lease(ofClass(ledger, report), report)
                .or(() -> closed(keys.lease().flatMap(ledger::usage), report, record -> true))
                .or(() -> lease(open(ledger, keys), report))
                .filter(match -> !isOfNextSession(ledger, match, report))
                .or(
                        () ->
                                closed(
                                        keys.session().flatMap(ledger::usageOf),
                                        report,
                                        record -> isCopy(ledger, record, report)))
                .or(() -> lease(keys.session().flatMap(ledger::leaseOf), report))
                .filter(match -> !isOfNextSession(ledger, match, report))
                .or(() -> attempt(ledger, report))
                .orElse(NONE);
    }

    /**
     * The lease that our Class names; but a session that is open under its own id goes before an
     * attempt to authorize it again, whose Class its NAS may use at once.
     */
    private static Optional<Lease> ofClass(Ledger ledger, Report report) {
        Optional<Lease> named = report.keys().lease().flatMap(ledger::lease);
        Optional<Lease> open = open(ledger, report.keys());
        boolean goesOn =
                report.status() != Status.START
                        && named.filter(lease -> lease.state() != LeaseState.ACTIVE).isPresent()
                        && open.isPresent();
        return goesOn ? open : named;
    }

    /**
     * The open session of the id. An attempt under the same id comes after those that are closed: a
     * delayed copy of an Access-Request may have begun it after the session had ended.
     */
    private static Optional<Lease> open(Ledger ledger, SessionKeys keys) {
        return keys.session()
                .flatMap(ledger::leaseOf)
                .filter(lease -> lease.state() == LeaseState.ACTIVE);
    }

    /** Whether the report may be of a closed session, which is to be looked up. */
    static boolean mayBeClosed(Ledger ledger, Report report) {
        return of(ledger, report)
                .lease()
                .filter(
                        lease ->
                                lease.state() == LeaseState.ACTIVE
                                        || report.keys()
                                                .lease()
                                                .filter(lease.id()::equals)
                                                .isPresent())
                .isEmpty();
    }

    /** Whether our Class is of a session that is at another peer. */
    static boolean isForeign(Ledger ledger, Report report) {
        Optional<UUID> id = report.keys().lease();
        return id.flatMap(ledger::lease)
                .map(Lease::place)
                .or(() -> id.flatMap(ledger::usage).map(UsageRecord::place))
                .filter(place -> place.nasId() != report.nasId())
                .isPresent();
    }

    /**
     * A Start, without our Class, long after the open session of its id was last heard of: the NAS
     * has begun to number anew. So has one whose Starts name a lease that has been given back.
     */
    private static boolean isOfNextSession(Ledger ledger, SessionMatch match, Report report) {
        if (report.status() != Status.START || match.lease().isEmpty()) {
            return false;
        }
        return report.keys().lease().isPresent()
                ? leaseOfNone(ledger, report).isPresent()
                : match.lease()
                        .filter(Lease::startRecorded)
                        .flatMap(Lease::lastSeenAt)
                        .filter(seen -> report.at().isAfter(seen.plus(LATE_START)))
                        .isPresent();
    }

    /** A lease of another peer's, or of another session that is open, is not the report's. */
    private static Optional<SessionMatch> lease(Optional<Lease> found, Report report) {
        return found.filter(lease -> lease.place().nasId() == report.nasId())
                .filter(lease -> isOfSession(lease.sessionKey(), report) || mayBegin(lease, report))
                .map(lease -> new SessionMatch(Optional.of(lease), Optional.empty()));
    }

    /**
     * A NAS may name its session anew when it starts; a Stop under another name is of an earlier
     * session, whose lease a further attempt of the same subscriber has taken over.
     */
    private static boolean mayBegin(Lease lease, Report report) {
        return lease.state() != LeaseState.ACTIVE && report.status() != Status.STOP;
    }

    private static Optional<SessionMatch> closed(
            Optional<UsageRecord> found, Report report, Predicate<UsageRecord> meant) {
        return found.filter(record -> record.place().nasId() == report.nasId())
                .filter(record -> isOfSession(record.sessionKey(), report))
                .filter(meant)
                .map(record -> new SessionMatch(Optional.empty(), Optional.of(record)));
    }

    /**
     * An id alone may be a new session's that uses it again: surely so where our Class names a
     * lease that has been given back meanwhile.
     */
    private static boolean isCopy(Ledger ledger, UsageRecord record, Report report) {
        return record.isOfSessionBegun(report.begun())
                || (leaseOfNone(ledger, report).isEmpty() && seemsCopy(record, report));
    }

    /** The lease that our Class names, where it has been given back: nothing is known by it. */
    static Optional<UUID> leaseOfNone(Ledger ledger, Report report) {
        return report.keys()
                .lease()
                .filter(id -> ledger.lease(id).isEmpty() && ledger.usage(id).isEmpty());
    }

    private static boolean seemsCopy(UsageRecord record, Report report) {
        return isGoingOn(record, report)
                || switch (report.status()) {
                    case START -> record.isOfSessionBegun(report.at().minus(LATE_START));
                    case STOP ->
                            record.metering().sessionSeconds()
                                    == report.metering().sessionSeconds();
                    case INTERIM -> isLateInterim(record, report);
                };
    }

    /** It was delayed on its way, and so seems to speak of a session that began later. */
    private static boolean isLateInterim(UsageRecord record, Report report) {
        return report.metering().sessionSeconds() <= record.metering().sessionSeconds()
                && record.isOfSessionBegun(report.begun().minus(LATE_START));
    }

    /** The end of a session that was estimated says nothing: when it began does. */
    private static boolean isGoingOn(UsageRecord record, Report report) {
        return record.isEstimated() && !report.begun().isAfter(record.startedAt().plus(LATE_START));
    }

    private static boolean isOfSession(Optional<UUID> key, Report report) {
        return key.isEmpty()
                || report.keys().session().isEmpty()
                || key.equals(report.keys().session());
    }

    /** A Stop ends a session that was known: never one that has only been asked for. */
    private static Optional<SessionMatch> attempt(Ledger ledger, Report report) {
        return report.status() == Status.STOP
                ? Optional.empty()
                : lease(report.keys().attempt().flatMap(ledger::leaseOf), report);
    }
}
