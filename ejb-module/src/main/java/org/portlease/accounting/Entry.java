package org.portlease.accounting;

import java.util.Optional;
import java.util.UUID;
import org.portlease.session.Place;

/**
 * Where a report was recorded, now or when it first came.
 *
 * @param session its lease's id, open or closed
 * @param masterClass the Class that an external Master RADIUS server knows the session by
 */
public record Entry(UUID session, Place place, Optional<byte[]> masterClass) {}
