package org.portlease.storm;

import java.time.Duration;

/**
 * How much weather there is.
 *
 * @param time how long subscribers keep coming
 * @param nases how many NASes there are
 * @param callers how many subscribers each NAS has
 * @param longestStay the longest session, in real time
 * @param faultEvery the time from one fault of a server or the database to the next
 */
record StormSize(Duration time, int nases, int callers, Duration longestStay, Duration faultEvery) {

    /** Some seconds, for every build. */
    static StormSize brief() {
        return new StormSize(
                Duration.ofSeconds(30), 8, 14, Duration.ofSeconds(6), Duration.ofSeconds(10));
    }

    /** As long as somebody cares to wait. */
    static StormSize of(Duration time) {
        return new StormSize(time, 12, 60, Duration.ofSeconds(60), Duration.ofSeconds(45));
    }
}
