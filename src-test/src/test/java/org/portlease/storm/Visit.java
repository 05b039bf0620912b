package org.portlease.storm;

import java.time.Duration;
import java.util.SplittableRandom;

/**
 * A subscriber's planned connection.
 *
 * @param pause how long after the one before it begins
 * @param stay from the Accept to the Stop
 * @param interim from one interim report to the next
 * @param patience how long its NAS asks for a Start or Stop to be acknowledged
 * @param weather the seed of what its datagrams meet
 */
record Visit(Duration pause, Duration stay, Duration interim, Duration patience, long weather) {

    private static final Duration STUBBORN = Duration.ofMinutes(2);
    private static final double IMPATIENT_SHARE = 0.15;

    static Visit of(SplittableRandom random, Duration longestStay) {
        return new Visit(
                Duration.ofMillis(random.nextLong(50, 3000)),
                Duration.ofMillis(random.nextLong(10, longestStay.toMillis())),
                Duration.ofMillis(random.nextLong(700, 1000 + longestStay.toMillis() / 2)),
                random.nextDouble() < IMPATIENT_SHARE
                        ? Duration.ofMillis(random.nextLong(2000, 8000))
                        : STUBBORN,
                random.nextLong());
    }
}
