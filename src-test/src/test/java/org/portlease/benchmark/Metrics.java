package org.portlease.benchmark;

/** What a server told of itself at one time, in the text format of Prometheus. */
final class Metrics {

    private final String text;

    Metrics(String text) {
        this.text = text;
    }

    /** The sum of all series of a metric; 0 where there is none. */
    long sum(String metric) {
        return text.lines()
                .filter(line -> line.startsWith(metric + " ") || line.startsWith(metric + "{"))
                .mapToLong(Metrics::value)
                .sum();
    }

    /** The series of a metric that has that label; 0 where there is none. */
    long of(String metric, String label, String value) {
        return text.lines()
                .filter(line -> line.startsWith(metric + "{"))
                .filter(line -> line.contains(label + "=\"" + value + "\""))
                .mapToLong(Metrics::value)
                .sum();
    }

    private static long value(String line) {
        return (long) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
}
