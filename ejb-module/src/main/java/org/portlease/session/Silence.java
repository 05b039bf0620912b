package org.portlease.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How long a NAS's sessions may be silent before they are taken for over.
 *
 * @param sendsInterims whether the NAS is set to send interims; else a session's own first one says
 *     so
 * @param missed how many may be missed in a row
 * @param longest how long a session without interims may last
 */
public record Silence(boolean sendsInterims, int missed, Duration longest) {

    /**
     * How often a NAS is taken to report that was not asked for interims, or asked by another
     * server: the usual ten minutes.
     */
    public static final int USUAL_INTERIM_SECONDS = 600;

    Instant over(
            boolean interimSeen,
            @Nullable Integer interimSeconds,
            Instant startedAt,
            Instant lastSeenAt) {
        if (!sendsInterims && !interimSeen) {
            return startedAt.plus(longest);
        }
        int seconds = interimSeconds == null ? USUAL_INTERIM_SECONDS : interimSeconds;
        return lastSeenAt.plusSeconds((long) missed * seconds);
    }
}
