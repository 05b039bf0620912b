package org.portlease.session;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Nas;

/**
 * How long a NAS's sessions may be silent before they are taken for over.
 *
 * @param sendsInterims whether the NAS is set to send interims; else a session's own first one says
 *     so
 * @param usualSeconds how often it reports a session that it was not asked by us how often
 * @param missed how many may be missed in a row
 * @param longest how long a session without interims may last
 */
public record Silence(boolean sendsInterims, int usualSeconds, int missed, Duration longest) {

    /** How often a NAS is asked to report, and taken to, where nothing else is set. */
    public static final int USUAL_INTERIM_SECONDS = 600;

    /** As the NAS is set. */
    public static Silence of(Nas.Sessions sessions) {
        return new Silence(
                sessions.interimSeconds().orElse(0) > 0,
                sessions.interimSeconds().orElse(USUAL_INTERIM_SECONDS),
                sessions.missedInterims(),
                sessions.longest());
    }

    Instant over(
            boolean interimSeen,
            @Nullable Integer interimSeconds,
            Instant startedAt,
            Instant heardAt) {
        if (!sendsInterims && !interimSeen) {
            return startedAt.plus(longest);
        }
        int seconds = interimSeconds == null ? usualSeconds : interimSeconds;
        return heardAt.plusSeconds((long) missed * seconds);
    }
}
