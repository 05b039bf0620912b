package org.portlease.session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The parts that the index of closed sessions' keys has, so that what closes touches one that is
 * small, however long the history: a part a week, in weeks since 1970, and one for good.
 */
final class KeyWeek {

    /** The part of what nothing but its key finds; all from before there were parts is in it. */
    private static final int FOR_GOOD = 0;

    /** For how many weeks, at least, a session that is found by our Class is by its key, too. */
    static final int LOOKED_BACK = 1;

    private static final long SECONDS = Duration.ofDays(7).toSeconds();

    /** Another node's clock may be as much ahead of ours. */
    private static final Duration AHEAD = Duration.ofHours(1);

    private KeyWeek() {}

    static int of(Instant closed) {
        return Math.toIntExact(closed.getEpochSecond() / SECONDS);
    }

    /** The parts that a key is looked up in: always as many, so that it is one statement. */
    static List<Integer> lookedUp(Instant now) {
        return Stream.of(FOR_GOOD, of(now) - LOOKED_BACK, of(now), of(now.plus(AHEAD))).toList();
    }
}
