package org.portlease.accounting;

import java.util.Optional;
import org.portlease.session.Place;

/**
 * Where a report was recorded, now or when it first came.
 *
 * @param masterClass the Class that an external Master RADIUS server knows the session by
 */
public record Entry(Place place, Optional<byte[]> masterClass) {}
