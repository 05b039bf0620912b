package org.portlease.accounting;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.portlease.accounting.Report.Status;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Ledger;
import org.portlease.session.Metering;
import org.portlease.session.Place;
import org.portlease.session.Ports;

/**
 * Records reports: each once, in whatever order they come. A report follows its session ({@link
 * SessionMatch}), and only without one the place that its realm names; accounting is never refused
 * for capacity.
 */
public final class Accountant {

    private Accountant() {}

    /**
     * Records a report.
     *
     * @param ledger holds the leases and usage records of the report's keys, and the capacity rows
     *     of {@link #placeToLock}
     * @param route where a session without a lease is to be metered, if anywhere
     * @return where it was recorded, or empty where it is nobody's session
     */
    public static Optional<Entry> record(Ledger ledger, Report report, Optional<Place> route) {
        SessionMatch match = SessionMatch.of(ledger, report);
        if (match.lease().isPresent()) {
            return Optional.of(recordOnLease(ledger, report, match.lease().get()));
        }
        if (match.usage().isPresent()) {
            if (report.status() == Status.START) {
                match.usage().get().recordStart();
            }
            return match.usage()
                    .map(record -> new Entry(record.id(), record.place(), Optional.empty()));
        }
        // what can't be found again would take a port for good
        return route.filter(place -> report.keys().isFindable())
                .map(place -> recordWithoutLease(ledger, report, place));
    }

    /** The place whose capacity rows {@link #record} may change, if any. */
    public static Optional<Place> placeToLock(Ledger ledger, Report report, Optional<Place> route) {
        Optional<Lease> lease = SessionMatch.of(ledger, report).lease();
        if (lease.isEmpty()) {
            return route;
        }
        boolean counted =
                lease.get().state() == LeaseState.ACTIVE && report.status() != Status.STOP;
        return counted ? Optional.empty() : lease.map(Lease::place);
    }

    private static Entry recordOnLease(Ledger ledger, Report report, Lease lease) {
        switch (report.status()) {
            case START -> {
                begin(ledger, report, lease);
                lease.recordStart();
            }
            case INTERIM -> {
                begin(ledger, report, lease);
                lease.meter(report.metering());
            }
            case STOP -> end(ledger, report, lease);
        }
        return new Entry(lease.id(), lease.place(), lease.masterClass());
    }

    private static void begin(Ledger ledger, Report report, Lease lease) {
        if (lease.state() != LeaseState.ACTIVE) {
            lease.start(report.begun(), ledger.untaken(report.keys()), report.acctSessionId());
            ledger.rekey(lease);
            ledger.ports(lease.place()).sessionOpened(report.begun());
        }
    }

    private static void end(Ledger ledger, Report report, Lease lease) {
        Ports ports = ledger.ports(lease.place());
        Metering total = lease.total(report.metering(), report.at());
        Optional<Instant> startedAt = lease.startedAt();
        if (startedAt.isPresent()) {
            ports.sessionClosed(startedAt.get(), total.sessionSeconds());
        } else {
            ports.addClosed(
                    report.at().minusSeconds(total.sessionSeconds()), total.sessionSeconds());
        }
        ledger.close(lease, lease.close(report.at(), total, report.terminateCause()));
    }

    private static Entry recordWithoutLease(Ledger ledger, Report report, Place place) {
        boolean stop = report.status() == Status.STOP;
        UUID id = stop ? idOfStop(report) : idOfLate(ledger, report);
        Lease lease =
                Lease.late(
                        id,
                        place,
                        ledger.untaken(report.keys()),
                        report.acctSessionId(),
                        report.begun());
        if (!stop) {
            return recordOnLease(ledger, report, ledger.take(lease));
        }
        Metering total = lease.total(report.metering(), report.at());
        ledger.ports(place).addClosed(report.begun(), total.sessionSeconds());
        ledger.keep(lease.close(report.at(), total, report.terminateCause()));
        return new Entry(id, place, Optional.empty());
    }

    /** The lease of our Class is taken again, where it has expired, so that copies find it. */
    private static UUID idOfLate(Ledger ledger, Report report) {
        return report.keys()
                .lease()
                .filter(id -> ledger.lease(id).isEmpty() && ledger.usage(id).isEmpty())
                .orElse(report.event());
    }

    /** The same for each copy of a Stop, so that two nodes can't both record one. */
    private static UUID idOfStop(Report report) {
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
                .orElse(report.event());
    }
}
