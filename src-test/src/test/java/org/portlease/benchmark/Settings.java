package org.portlease.benchmark;

import java.util.Set;

/**
 * What is measured, and for how long.
 *
 * @param warmUpSeconds how long each load is there before it is measured, of Portlease
 * @param rivalsWarmUpSeconds the same, of the others
 * @param seconds how long each figure is measured
 * @param inFlight how many requests are under way while the heap is looked at
 */
record Settings(
        Set<Part> parts,
        int rounds,
        int warmUpSeconds,
        int rivalsWarmUpSeconds,
        int seconds,
        ManyProviders providers,
        ManySessions sessions,
        int inFlight) {

    private static final int LEAST_ROUNDS = 2;

    Settings {
        if (rounds < LEAST_ROUNDS) {
            throw new IllegalArgumentException(
                    "expected " + LEAST_ROUNDS + " rounds at least, but got " + rounds);
        }
    }

    /** As the system properties say. */
    static Settings ofProperties() {
        return new Settings(
                Part.of(System.getProperty("benchmark.parts", "")),
                Integer.getInteger("benchmark.rounds", 3),
                Integer.getInteger("benchmark.warmup", 30),
                Integer.getInteger("benchmark.rivals.warmup", 5),
                Integer.getInteger("benchmark.seconds", 20),
                new ManyProviders(
                        Integer.getInteger("benchmark.providers", 10_000),
                        Integer.getInteger("benchmark.rules", 100_000),
                        Integer.getInteger("benchmark.nases", 50_000)),
                new ManySessions(
                        Long.getLong("benchmark.open", 1_000_000),
                        Long.getLong("benchmark.closed", 5_000_000)),
                Integer.getInteger("benchmark.inflight", 10_000));
    }

    boolean has(Part part) {
        return parts.contains(part);
    }

    boolean hasAny(Part... some) {
        return Set.of(some).stream().anyMatch(this::has);
    }
}
