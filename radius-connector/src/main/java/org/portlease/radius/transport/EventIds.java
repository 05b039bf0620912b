package org.portlease.radius.transport;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Numbers events with UUIDs of version 7 (RFC 9562 section 5.7): they rise with time, never twice
 * the same on one node, and differ between nodes and restarts by 62 random bits.
 */
final class EventIds {

    private static final int COUNTER_BITS = 12;

    private final Clock clock;
    private final long node = new SecureRandom().nextLong();
    private final AtomicLong last = new AtomicLong();

    EventIds(Clock clock) {
        this.clock = clock;
    }

    UUID next() {
        long now = clock.millis() << COUNTER_BITS;
        // more than 4096 in a millisecond borrow from the next one
        long stamp = last.updateAndGet(previous -> Math.max(previous + 1, now));
        long high = (stamp >>> COUNTER_BITS) << 16 | 0x7000 | (stamp & ((1 << COUNTER_BITS) - 1));
        long random = node ^ ThreadLocalRandom.current().nextLong();
        return new UUID(high, random >>> 2 | 0x8000_0000_0000_0000L);
    }
}
