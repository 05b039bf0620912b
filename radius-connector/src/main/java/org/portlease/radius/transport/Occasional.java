package org.portlease.radius.transport;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongConsumer;

/**
 * Lets a log line through at most once in a few seconds for each key, with the count of what it
 * stands for, so that a flood of bad packets is no flood of lines.
 */
public final class Occasional {

    private static final long INTERVAL = TimeUnit.SECONDS.toNanos(5);

    private final ConcurrentMap<String, Gate> gates = new ConcurrentHashMap<>();

    /**
     * @param key what is limited together; few and without data of packets
     * @param line writes the line, and gets how many occurrences it stands for
     */
    public void say(String key, LongConsumer line) {
        long count = gates.computeIfAbsent(key, absent -> new Gate()).pass(System.nanoTime());
        if (count > 0) {
            line.accept(count);
        }
    }

    private static final class Gate {
        private final LongAdder waiting = new LongAdder();
        private final AtomicLong opens = new AtomicLong(System.nanoTime());

        long pass(long now) {
            waiting.increment();
            long due = opens.get();
            return now - due >= 0 && opens.compareAndSet(due, now + INTERVAL)
                    ? waiting.sumThenReset()
                    : 0;
        }
    }
}
