package org.portlease.radius.delivery;

import java.util.concurrent.Semaphore;

/**
 * How many batches may be decided at once. Whose batch is decided lets the next one begin: it is
 * prepared while the last one is written, waits for that one's locks, and is decided while its
 * packets leave; and what comes meanwhile is one batch, not several small ones.
 */
final class Turns {

    private final Semaphore free;

    Turns(int atOnce) {
        free = new Semaphore(atOnce);
    }

    /** One thread's. */
    final class Turn implements AutoCloseable {

        private boolean has;

        /** Waits until fewer than allowed are deciding. */
        void begin() throws InterruptedException {
            free.acquire();
            has = true;
        }

        /** It is the next one's turn, if this one still had it. */
        @Override
        public void close() {
            if (has) {
                has = false;
                free.release();
            }
        }
    }

    Turn turn() {
        return new Turn();
    }
}
