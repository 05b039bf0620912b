package org.portlease.accounting;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.portlease.session.Origin;
import org.portlease.session.Silence;

/**
 * Who reports a session, and how.
 *
 * @param origin where its packets come from
 * @param likeness what the session is known by, encrypted when it is asked for
 * @param silence how long its sessions may be silent
 * @param lineKbps its fastest line; empty where unknown
 * @param forProxy whether it is a proxy that tells the client itself
 * @param portType NAS-Port-Type of the session's port; null where it does not say
 */
public record Reporter(
        Origin origin,
        Supplier<byte[]> likeness,
        Silence silence,
        OptionalLong lineKbps,
        boolean forProxy,
        @Nullable Integer portType) {

    /** How long the counters of a line may run on while the seconds stand still. */
    private static final long SLACK_SECONDS = 60;

    private static final int OCTETS_A_SECOND_AND_KBPS = 1000 / 8;

    /** A NAS of which nothing is known. */
    static final Reporter UNKNOWN =
            new Reporter(
                    new Origin(null, null, null),
                    () -> new byte[0],
                    new Silence(false, Silence.USUAL_INTERIM_SECONDS, 3, Duration.ofDays(1)),
                    OptionalLong.empty(),
                    false,
                    null);

    /** How many octets its line carries in so many seconds, one way. */
    long mostOctets(long seconds) {
        return lineKbps.isEmpty()
                ? Long.MAX_VALUE
                : lineKbps.getAsLong() * OCTETS_A_SECOND_AND_KBPS * (seconds + SLACK_SECONDS);
    }
}
