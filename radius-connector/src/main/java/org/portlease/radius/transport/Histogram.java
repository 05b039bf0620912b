package org.portlease.radius.transport;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.portlease.radius.Distribution;

/**
 * Counts values by ranges that are fixed. To record one costs a short search and two additions, no
 * lock and no object. Safe for many threads; a read is no snapshot.
 */
public final class Histogram {

    private static final long[] MICROSECONDS = {
        100,
        250,
        500,
        1_000,
        2_500,
        5_000,
        10_000,
        25_000,
        50_000,
        100_000,
        250_000,
        500_000,
        1_000_000,
        2_500_000,
        5_000_000,
        10_000_000
    };

    private static final long[] EVENTS = {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};

    private final long[] bounds;
    private final LongAdder[] counts;
    private final LongAdder sum = new LongAdder();

    private Histogram(long[] bounds) {
        this.bounds = bounds;
        counts = new LongAdder[bounds.length + 1];
        Arrays.setAll(counts, i -> new LongAdder());
    }

    /** In nanoseconds, from a tenth of a millisecond to ten seconds. */
    static Histogram ofDurations() {
        return new Histogram(
                LongStream.of(MICROSECONDS).map(TimeUnit.MICROSECONDS::toNanos).toArray());
    }

    /** Of how many there are, from one to 1,024. */
    static Histogram ofSizes() {
        return new Histogram(EVENTS);
    }

    public void record(long value) {
        int range = 0;
        while (range < bounds.length && value > bounds[range]) {
            range++;
        }
        counts[range].increment();
        sum.add(value);
    }

    Distribution values() {
        List<Long> seen = Arrays.stream(counts).map(LongAdder::sum).toList();
        return new Distribution(LongStream.of(bounds).boxed().toList(), seen, sum.sum());
    }
}
