package org.portlease.radius.transport;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import org.portlease.radius.Distribution;

/**
 * Counts and distributions by name, from the start of the connector on. For many threads; a read is
 * no snapshot.
 */
public final class Counters {

    private final ConcurrentMap<String, LongAdder> adders = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Histogram> histograms = new ConcurrentHashMap<>();

    /** The adder of a name, for a hot path to keep. It shows from now on, at zero. */
    public LongAdder adder(String name) {
        return adders.computeIfAbsent(name, key -> new LongAdder());
    }

    /** The distribution of a duration, in nanoseconds, for a hot path to keep. */
    public Histogram durations(String name) {
        return histograms.computeIfAbsent(name, key -> Histogram.ofDurations());
    }

    /** The distribution of how many there are in a batch. */
    public Histogram sizes(String name) {
        return histograms.computeIfAbsent(name, key -> Histogram.ofSizes());
    }

    /** How names of counters write an enum's constant: "ACCESS_ACCEPT" as "access-accept". */
    public static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public void count(String name) {
        adder(name).increment();
    }

    public SortedMap<String, Long> values() {
        SortedMap<String, Long> values = new TreeMap<>();
        adders.forEach((name, adder) -> values.put(name, adder.sum()));
        return values;
    }

    public SortedMap<String, Distribution> distributions() {
        SortedMap<String, Distribution> values = new TreeMap<>();
        histograms.forEach((name, histogram) -> values.put(name, histogram.values()));
        return values;
    }
}
