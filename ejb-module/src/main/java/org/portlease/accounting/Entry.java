package org.portlease.accounting;

import java.util.Optional;
import java.util.UUID;
import org.portlease.session.Lease;
import org.portlease.session.Place;

/**
 * Where a report was recorded, now or when it first came.
 *
 * @param session the id of its lease and usage record
 * @param lease the lease, where it was open when the report came; closed by a Stop meanwhile
 */
public record Entry(UUID session, Place place, Optional<Lease> lease) {

    static Entry of(Lease lease) {
        return new Entry(lease.id(), lease.place(), Optional.of(lease));
    }

    /** The Class that an external Master RADIUS server knows the session by. */
    public Optional<byte[]> masterClass() {
        return lease.flatMap(Lease::masterClass);
    }
}
