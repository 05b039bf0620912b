package org.portlease.outbound;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.session.Lease;
import org.portlease.session.Metering;

/**
 * The end of a session that its NAS did not report.
 *
 * @param likeness the session's attributes, encrypted
 * @param contractId whose virtual subscriber's it was, null for an own subscriber's
 * @param masterClass the Class that an external Master knows it by, if any
 * @param total what it used, as far as is known
 * @param terminateCause Acct-Terminate-Cause (RFC 2866 section 5.10): what the Stop is to say
 * @param at when it ended
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record SilentEnd(
        UUID leaseId,
        byte[] likeness,
        @Nullable Long contractId,
        byte @Nullable [] masterClass,
        Metering total,
        int terminateCause,
        Instant at) {

    /** Of a lease that is being closed. */
    public static SilentEnd of(
            Lease lease, byte[] likeness, Metering total, int terminateCause, Instant at) {
        return new SilentEnd(
                lease.id(),
                likeness,
                lease.place().contractId(),
                lease.masterClass().orElse(null),
                total,
                terminateCause,
                at);
    }

    @Override
    public String toString() {
        return "SilentEnd[" + leaseId + " at " + at + "]";
    }
}
