package org.portlease.accounting;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.portlease.accounting.Report.Status;
import org.portlease.session.EndCause;
import org.portlease.session.Ending;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Ledger;
import org.portlease.session.Oddity;
import org.portlease.session.Place;
import org.portlease.session.ReleaseCause;
import org.portlease.session.UsageRecord;

/**
 * Records reports: each once, in whatever order they come. A report follows its session ({@link
 * SessionMatch}), and only without one the place that its realm names; accounting is never refused
 * for capacity. One transaction's.
 */
public final class Accountant {

    private final Ledger ledger;
    private final Ending ending;
    private final Oddities oddities;
    private final Instant now;

    /**
     * @param ending how sessions are ended that a new one takes the place of
     * @param oddities counts what is odd
     */
    public Accountant(Ledger ledger, Ending ending, Oddities oddities, Instant now) {
        this.ledger = ledger;
        this.ending = ending;
        this.oddities = oddities;
        this.now = now;
    }

    /**
     * Records a report, with the leases and usage records of its keys and the capacity rows of
     * {@link #placesToLock} held.
     *
     * @param route where a session without a lease is to be metered, if anywhere
     * @return where it was recorded, or empty where it is nobody's session
     */
    public Optional<Entry> record(Report report, Optional<Place> route) {
        SessionMatch match = SessionMatch.of(ledger, report);
        if (match.lease().isPresent()) {
            return Optional.of(recordOnLease(report, match.lease().get()));
        }
        if (match.usage().isPresent()) {
            return Optional.of(recordOnUsage(report, match.usage().get()));
        }
        if (SessionMatch.isForeign(ledger, report)) {
            count(report, Oddity.FOREIGN_SESSION);
            return Optional.empty();
        }
        // what can't be found again would take a port for good
        return route.filter(place -> report.keys().isFindable())
                .map(place -> recordWithoutLease(report, place));
    }

    /** Whether the report may be of a session that has been closed. */
    public static boolean mayBeOfClosed(Ledger ledger, Report report) {
        return SessionMatch.mayBeClosed(ledger, report);
    }

    /** The places whose capacity rows {@link #record} may change, as far as leases tell. */
    public static Stream<Place> placesToLock(Ledger ledger, Report report, Optional<Place> route) {
        Optional<Lease> lease = SessionMatch.of(ledger, report).lease();
        boolean counted =
                lease.filter(found -> found.state() == LeaseState.ACTIVE).isPresent()
                        && report.status() != Status.STOP;
        if (counted) {
            return Stream.empty();
        }
        Stream<Place> own = lease.isPresent() ? lease.stream().map(Lease::place) : route.stream();
        return Stream.concat(own, inTheWay(ledger, report, lease).map(Lease::place));
    }

    private Entry recordOnLease(Report report, Lease lease) {
        lease.reportedBy(report.keys().lease());
        switch (report.status()) {
            case START -> {
                begin(report, lease);
                lease.recordStart();
                lease.heard(report.at(), now, report.reporter().silence());
            }
            case INTERIM -> {
                begin(report, lease);
                lease.meter(believed(report, lease).metering());
                lease.heard(report.at(), now, report.reporter().silence());
            }
            case STOP -> {
                Belief belief = believed(report, lease);
                ledger.close(
                        lease,
                        lease.close(report.at(), belief.metering(), report.terminateCause()));
            }
        }
        return Entry.of(lease);
    }

    private Belief believed(Report report, Lease lease) {
        Belief belief = Belief.of(report, lease);
        for (Oddity oddity : belief.oddities()) {
            lease.remark(oddity);
            count(report, oddity);
        }
        return belief;
    }

    private void begin(Report report, Lease lease) {
        if (lease.state() == LeaseState.ACTIVE) {
            if (lease.isUndescribed()) {
                describe(report, lease);
            }
            return;
        }
        inTheWay(ledger, report, Optional.of(lease)).toList().forEach(other -> end(report, other));
        ledger.begin(lease, begun(report, lease), report.keys(), report.acctSessionId());
        describe(report, lease);
    }

    private static void describe(Report report, Lease lease) {
        lease.using(lease.use().on(report.reporter().portType()));
        lease.from(report.reporter().origin());
        lease.describe(report.reporter().likeness().get());
    }

    /** Not before it was let in, and not after now, whatever the NAS says. */
    private Instant begun(Report report, Lease lease) {
        Instant earliest = Belief.heldSince(report, lease);
        Instant begun = report.begun().isBefore(earliest) ? earliest : report.begun();
        return begun.isAfter(now) ? now : begun;
    }

    /**
     * Sessions that a new one shows to be over: of its Acct-Session-Id, and on its NAS port where
     * ports are unique and what began later is the newer one.
     */
    private static Stream<Lease> inTheWay(Ledger ledger, Report report, Optional<Lease> own) {
        if (report.status() == Status.STOP) {
            return Stream.empty();
        }
        Stream<Lease> sameId =
                report.keys().session().flatMap(ledger::leaseOf).stream()
                        .filter(other -> own.filter(other::equals).isEmpty());
        Stream<Lease> samePort =
                report.keys().port().stream()
                        .flatMap(port -> ledger.othersAt(port, own).stream())
                        .filter(
                                other ->
                                        other.startedAt()
                                                .filter(start -> start.isBefore(report.begun()))
                                                .isPresent());
        return Stream.of(sameId, samePort, sameLine(ledger, report, own))
                .flatMap(Function.identity())
                .distinct();
    }

    /**
     * A NAS that says no Acct-Session-Id before the Start: what it was authorized for again is, by
     * the Start of another session, no re-authentication.
     */
    private static Stream<Lease> sameLine(Ledger ledger, Report report, Optional<Lease> own) {
        return report.status() == Status.START && own.isEmpty()
                ? report.keys().lease().flatMap(ledger::lease).stream()
                        .filter(lease -> lease.place().nasId() == report.nasId())
                        .filter(lease -> lease.state() == LeaseState.ACTIVE && lease.isOfLine())
                : Stream.empty();
    }

    private void end(Report report, Lease other) {
        boolean sameId = other.sessionKey().equals(report.keys().session());
        if (sameId) {
            count(report, Oddity.ID_REUSED);
        }
        if (other.state() == LeaseState.ACTIVE) {
            ending.end(ledger, other, sameId ? EndCause.ID_REUSED : EndCause.SUPERSEDED, now);
        } else {
            ledger.release(other, ReleaseCause.SUPERSEDED);
        }
    }

    private Entry recordOnUsage(Report report, UsageRecord record) {
        switch (report.status()) {
            case START -> record.recordStart();
            case INTERIM -> {
                boolean more =
                        report.metering().sessionSeconds() > record.metering().sessionSeconds();
                if (record.isEstimated() && more) {
                    return goOn(report, record);
                }
                if (!record.isEstimated()) {
                    count(report, Oddity.INTERIM_AFTER_STOP);
                }
            }
            case STOP -> settle(report, record);
        }
        return Entry.of(record);
    }

    /** The Stop itself, after an estimate; or a second one, which counts if it says more. */
    private void settle(Report report, UsageRecord record) {
        Belief belief = Belief.of(report, record);
        boolean more =
                report.timed()
                        && belief.metering().sessionSeconds() > record.metering().sessionSeconds();
        if (record.isEstimated() || more) {
            note(report, record, belief);
            ledger.settle(record, report.at(), belief.metering(), report.terminateCause());
        }
    }

    private void note(Report report, UsageRecord record, Belief belief) {
        for (Oddity oddity : belief.oddities()) {
            record.remark(oddity);
            count(report, oddity);
        }
    }

    /** It went on, or this is what it had counted before its end was found. */
    private Entry goOn(Report report, UsageRecord record) {
        if (record.isOutlivedBy(report.at())) {
            return reopened(report, record);
        }
        Belief belief = Belief.of(report, record);
        note(report, record, belief);
        ledger.raise(record, belief.metering());
        return Entry.of(record);
    }

    private Entry reopened(Report report, UsageRecord record) {
        count(report, Oddity.REOPENED);
        Lease lease = ledger.reopen(record, report.keys(), report.acctSessionId());
        describe(report, lease);
        if (report.reporter().forProxy()) {
            lease.forProxy();
        }
        return recordOnLease(report, lease);
    }

    private Entry recordWithoutLease(Report report, Place place) {
        boolean stop = report.status() == Status.STOP;
        inTheWay(ledger, report, Optional.empty()).toList().forEach(other -> end(report, other));
        Lease lease =
                Lease.late(
                                stop ? idOfStop(report) : idOfLate(report),
                                place,
                                ledger.untaken(report.keys()),
                                report.acctSessionId(),
                                report.begun())
                        .from(report.reporter().origin());
        lease.using(lease.use().on(report.reporter().portType()));
        if (report.reporter().forProxy()) {
            lease.forProxy();
        }
        Oddity oddity = stop ? Oddity.STOP_WITHOUT_LEASE : Oddity.LATE_START;
        lease.remark(oddity);
        count(report, oddity);
        if (stop) {
            Belief belief = believed(report, lease);
            ledger.addClosed(lease.close(report.at(), belief.metering(), report.terminateCause()));
            return Entry.of(lease);
        }
        boolean linked =
                report.keys()
                        .bundle()
                        .flatMap(bundle -> ledger.holderOf(bundle, place, lease.id()))
                        .isPresent();
        return recordOnLease(
                report, ledger.take(linked ? lease.using(lease.use().withoutPort()) : lease));
    }

    private void count(Report report, Oddity oddity) {
        oddities.count(report.nasId(), oddity);
    }

    /** The lease of our Class is taken again, where it has expired, so that copies find it. */
    private UUID idOfLate(Report report) {
        return SessionMatch.leaseOfNone(ledger, report).orElse(report.event());
    }

    /** The same for each copy of a Stop, so that two nodes can't both record one. */
    private UUID idOfStop(Report report) {
        return SessionMatch.leaseOfNone(ledger, report).orElseGet(() -> idOfUnleased(report));
    }

    private UUID idOfUnleased(Report report) {
        return report.keys()
                .session()
                .map(
                        key ->
                                UUID.nameUUIDFromBytes(
                                        ByteBuffer.allocate(32)
                                                .putLong(key.getMostSignificantBits())
                                                .putLong(key.getLeastSignificantBits())
                                                .putLong(report.metering().sessionSeconds())
                                                .putLong(report.at().getEpochSecond() / 86_400)
                                                .array()))
                .filter(id -> ledger.usage(id).isEmpty())
                .orElse(report.event());
    }
}
