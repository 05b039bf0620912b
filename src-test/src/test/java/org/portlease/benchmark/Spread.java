package org.portlease.benchmark;

import java.util.Arrays;
import java.util.Locale;

/** What the rounds measured of one thing: the median, and from which to which. */
record Spread(double min, double median, double max) {

    private static final double MANY = 100;
    private static final double SOME = 10;
    private static final double ONE = 1;

    /**
     * @throws IllegalArgumentException where there are no values
     */
    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        if (sorted.length == 0) {
            throw new IllegalArgumentException("expected a value at least, but there was none");
        }
        int half = sorted.length / 2;
        double median =
                sorted.length % 2 == 1
                        ? sorted[half]
                        : Arrays.stream(sorted, half - 1, half + 1).average().orElseThrow();
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /** The median with the range, in as many digits as tell something. */
    @Override
    public String toString() {
        return text(median) + " (" + text(min) + ".." + text(max) + ")";
    }

    static String text(double value) {
        double size = Math.abs(value);
        String format =
                size >= MANY ? "%,.0f" : size >= SOME ? "%.1f" : size >= ONE ? "%.2f" : "%.3f";
        return String.format(Locale.ROOT, format, value);
    }
}
