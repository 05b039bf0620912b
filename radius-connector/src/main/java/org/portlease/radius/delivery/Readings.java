package org.portlease.radius.delivery;

import java.time.Duration;

/**
 * When the peers are read: at an interval, and at once where somebody asks for it, who then waits
 * for a reading that began after he had asked. Safe for many threads.
 */
final class Readings {

    private long asked;
    private long done;
    private boolean readable;
    private boolean over;

    /** A reading begins; returns who will have been served by it. */
    synchronized long begin() {
        return asked;
    }

    /**
     * The reading has ended.
     *
     * @param served what {@link #begin()} said
     * @param read whether the peers could be read
     */
    synchronized void end(long served, boolean read) {
        done = served;
        readable = read;
        notifyAll();
    }

    /** Waits for the next one to ask, no longer than the interval. */
    synchronized void pause(Duration interval) throws InterruptedException {
        await(interval, () -> asked > done || over);
    }

    /**
     * Asks for a reading and waits for its end.
     *
     * @return whether the peers were read within that time
     */
    synchronized boolean now(Duration patience) throws InterruptedException {
        asked++;
        long mine = asked;
        notifyAll();
        await(patience, () -> done >= mine || over);
        return done >= mine && readable;
    }

    /** There will be none any more; nobody waits. */
    synchronized void over() {
        over = true;
        notifyAll();
    }

    private void await(Duration longest, Condition condition) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        long left = longest.toNanos();
        while (!condition.holds() && left > 0) {
            // never 0 milliseconds, which would be for ever
            wait(left / 1_000_000 + 1);
            left = end - System.nanoTime();
        }
    }

    private interface Condition {
        boolean holds();
    }
}
