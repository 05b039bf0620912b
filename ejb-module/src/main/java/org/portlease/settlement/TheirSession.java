package org.portlease.settlement;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session as the client has recorded it.
 *
 * @param line of its file, from 1
 * @param nas the name that we know the NAS by; null where they do not say
 */
record TheirSession(
        long line,
        String session,
        @Nullable String nas,
        Instant startedAt,
        long seconds,
        long inputOctets,
        long outputOctets) {}
