package org.portlease.storm;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * A wire that loses, duplicates, delays and so reorders datagrams, as its seed has it. One actor's.
 */
final class Weather {

    private static final double LOST = 0.10;
    private static final double DUPLICATED = 0.10;
    private static final double LATE = 0.20;
    private static final double VERY_LATE = 0.01;
    private static final int LATE_MILLIS = 1500;

    /** Longer than a server keeps its replies for duplicates. */
    private static final int VERY_LATE_MILLIS = 13_000;

    private final SplittableRandom random;
    private final Actor actor;
    private final BooleanSupplier calm;

    Weather(long seed, Actor actor, BooleanSupplier calm) {
        this.random = new SplittableRandom(seed);
        this.actor = actor;
        this.calm = calm;
    }

    /** Brings a datagram to its end: never, once or twice, now or later. */
    void carry(Runnable delivery) {
        double fate = random.nextDouble();
        Duration first = delay();
        Duration second = delay();
        if (calm.getAsBoolean()) {
            delivery.run();
        } else if (fate >= LOST) {
            bring(delivery, first);
            if (fate < LOST + DUPLICATED) {
                bring(delivery, second);
            }
        }
    }

    private Duration delay() {
        double fate = random.nextDouble();
        double length = random.nextDouble();
        if (fate < VERY_LATE) {
            return Duration.ofMillis((long) (length * VERY_LATE_MILLIS));
        }
        return fate < LATE ? Duration.ofMillis((long) (length * LATE_MILLIS)) : Duration.ZERO;
    }

    private void bring(Runnable delivery, Duration delay) {
        if (delay.isZero()) {
            delivery.run();
        } else {
            actor.after(delay, delivery);
        }
    }
}
