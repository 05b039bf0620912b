package org.portlease.accounting;

import java.util.Optional;
import java.util.UUID;
import org.portlease.session.Lease;
import org.portlease.session.Place;
import org.portlease.session.UsageRecord;

/**
 * Where a report was recorded, now or when it first came.
 *
 * @param session the id of its lease and usage record
 * @param masterClass the Class that an external Master RADIUS server knows the session by
 */
public record Entry(UUID session, Place place, Optional<byte[]> masterClass) {

    static Entry of(Lease lease) {
        return new Entry(lease.id(), lease.place(), lease.masterClass());
    }

    static Entry of(UsageRecord record) {
        return new Entry(record.id(), record.place(), record.masterClass());
    }
}
