package org.portlease.accounting;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.portlease.session.Lease;
import org.portlease.session.LeaseState;
import org.portlease.session.Ledger;
import org.portlease.session.Place;
import org.portlease.session.Ports;
import org.portlease.session.UsageRecord;

/**
 * Records reports: each once, in whatever order they come. A report follows its lease, then the
 * usage record of its lease, and only without both the place that its realm names; accounting is
 * never refused for capacity.
 */
public final class Accountant {

    private Accountant() {}

    /**
     * Records a report.
     *
     * @param ledger holds the report's lease, or its usage record, and the capacity rows of {@link
     *     #placeToLock}
     * @param route where a session without a lease is to be metered, if anywhere
     * @return where it was recorded, or empty where it is nobody's
     */
    public static Optional<Entry> record(Ledger ledger, Report report, Optional<Place> route) {
        Optional<Lease> lease = lease(ledger, report);
        if (lease.isPresent()) {
            return Optional.of(recordOnLease(ledger, report, lease.get()));
        }
        Optional<UsageRecord> usage = usage(ledger, report);
        if (usage.isPresent()) {
            if (report.status() == Report.Status.START) {
                usage.get().recordStart();
            }
            return usage.map(record -> new Entry(record.place(), Optional.empty()));
        }
        return route.map(place -> recordWithoutLease(ledger, report, place));
    }

    /** Whether a lease is held for it, so that no usage record needs to be looked up. */
    public static boolean hasLease(Ledger ledger, Report report) {
        return lease(ledger, report).isPresent();
    }

    /** The place whose capacity rows {@link #record} will change, if any. */
    public static Optional<Place> placeToLock(Ledger ledger, Report report, Optional<Place> route) {
        Optional<Lease> lease = lease(ledger, report);
        if (lease.isPresent()) {
            boolean counted =
                    lease.get().state() == LeaseState.ACTIVE
                            && report.status() != Report.Status.STOP;
            return counted ? Optional.empty() : lease.map(Lease::place);
        }
        return usage(ledger, report).isPresent() ? Optional.empty() : route;
    }

    /** A lease of another peer's is not this report's, whatever its keys say. */
    private static Optional<Lease> lease(Ledger ledger, Report report) {
        return ledger.lease(report.keys()).filter(lease -> lease.place().nasId() == report.nasId());
    }

    private static Optional<UsageRecord> usage(Ledger ledger, Report report) {
        return ledger.usage(report.keys())
                .filter(
                        record ->
                                report.keys().lease().filter(record.id()::equals).isPresent()
                                        || record.isOfSessionBegun(report.begun()));
    }

    private static Entry recordOnLease(Ledger ledger, Report report, Lease lease) {
        switch (report.status()) {
            case START -> {
                open(ledger, report, lease);
                lease.recordStart();
            }
            case INTERIM -> {
                open(ledger, report, lease);
                lease.meter(report.metering());
            }
            case STOP -> close(ledger, report, lease);
        }
        return new Entry(lease.place(), lease.masterClass());
    }

    private static void open(Ledger ledger, Report report, Lease lease) {
        if (lease.state() != LeaseState.ACTIVE) {
            lease.start(report.begun(), report.keys(), report.acctSessionId());
            ledger.hold(lease);
            ledger.ports(lease.place()).sessionOpened(report.begun());
        }
    }

    private static void close(Ledger ledger, Report report, Lease lease) {
        Ports ports = ledger.ports(lease.place());
        long seconds = report.metering().sessionSeconds();
        Optional<Instant> startedAt = lease.startedAt();
        if (startedAt.isPresent()) {
            ports.sessionClosed(startedAt.get(), seconds);
        } else {
            ports.addClosed(report.begun(), seconds);
        }
        ledger.close(lease, lease.close(report.at(), report.metering(), report.terminateCause()));
    }

    private static Entry recordWithoutLease(Ledger ledger, Report report, Place place) {
        UUID id = report.status() == Report.Status.STOP ? idOfStop(report) : report.event();
        Lease lease = Lease.late(id, place, report.keys(), report.acctSessionId(), report.begun());
        if (report.status() == Report.Status.STOP) {
            ledger.ports(place).addClosed(report.begun(), report.metering().sessionSeconds());
            ledger.keep(lease.close(report.at(), report.metering(), report.terminateCause()));
            return new Entry(place, Optional.empty());
        }
        return recordOnLease(ledger, report, ledger.take(lease));
    }

    /** The same for each copy of a Stop, so that two nodes can't both record one. */
    private static UUID idOfStop(Report report) {
        return report.keys()
                .session()
                .map(
                        key ->
                                UUID.nameUUIDFromBytes(
                                        ByteBuffer.allocate(24)
                                                .putLong(key.getMostSignificantBits())
                                                .putLong(key.getLeastSignificantBits())
                                                .putLong(report.metering().sessionSeconds())
                                                .array()))
                .orElse(report.event());
    }
}
