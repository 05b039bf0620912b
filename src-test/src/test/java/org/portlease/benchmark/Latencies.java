package org.portlease.benchmark;

/** Latencies counted by the microsecond up to eight seconds; what took longer counts as that. */
final class Latencies {

    private static final int MOST_MICROS = 8_000_000;

    private final int[] counts = new int[MOST_MICROS + 1];
    private long total;

    void add(long nanos) {
        counts[(int) Math.min(MOST_MICROS, nanos / 1000)]++;
        total++;
    }

    long total() {
        return total;
    }

    /**
     * The latency in milliseconds that this share of all does not exceed; 0 where there is none.
     */
    double millis(double share) {
        long rank = (long) Math.ceil(total * share);
        long seen = 0;
        for (int micros = 0; micros <= MOST_MICROS && total > 0; micros++) {
            seen += counts[micros];
            if (seen >= rank) {
                return micros / 1000.0;
            }
        }
        return 0;
    }
}
