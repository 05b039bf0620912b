package org.portlease.radius.delivery;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Whether the database is away, and when to try it next: after 100 ms, then twice as long each
 * time, never more than a second. One for all loops.
 */
final class Outage {

    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(1);

    private volatile boolean lasting;
    private volatile long nextTryAt;
    private long pause;

    boolean isLasting() {
        return lasting;
    }

    /** Whether the database is to be left alone now. */
    boolean isPausing(long now) {
        return lasting && now - nextTryAt < 0;
    }

    /** How long to leave the database alone; zero or less where it may be tried. */
    Duration pause(long now) {
        return lasting ? Duration.ofNanos(nextTryAt - now) : Duration.ZERO;
    }

    synchronized void noticed(long now) {
        if (isPausing(now)) {
            // another loop came back from the same try
            return;
        }
        pause = lasting ? Math.min(2 * pause, LONGEST_PAUSE) : FIRST_PAUSE;
        nextTryAt = now + pause;
        lasting = true;
    }

    /**
     * @return whether there was one
     */
    boolean over() {
        if (!lasting) {
            return false;
        }
        synchronized (this) {
            boolean was = lasting;
            lasting = false;
            return was;
        }
    }
}
