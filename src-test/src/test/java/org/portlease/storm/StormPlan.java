package org.portlease.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Everything that will happen, as the seed has it: nothing is drawn during the run, so that a seed
 * repeats it as far as threads and processors allow.
 *
 * @param silences when each home server does not answer
 * @param faults of servers and database, in their order
 */
record StormPlan(
        long seed,
        StormSize size,
        List<NasPlan> nases,
        List<List<Silence>> silences,
        List<Fault> faults) {

    private static final Duration FIRST_FAULT = Duration.ofSeconds(3);

    /**
     * @param from after the storm's beginning
     */
    record Silence(Duration from, Duration to) {

        boolean holds(Duration now) {
            return now.compareTo(from) >= 0 && now.compareTo(to) < 0;
        }
    }

    /** What is ended without warning. */
    enum Victim {
        FIRST_SERVER,
        SECOND_SERVER,
        DATABASE
    }

    /**
     * @param at after the storm's beginning
     * @param away how long until it is started again
     */
    record Fault(Duration at, Victim victim, Duration away) {}

    StormPlan {
        nases = List.copyOf(nases);
        silences = List.copyOf(silences);
        faults = List.copyOf(faults);
    }

    static StormPlan of(long seed, StormSize size, int homeServers) {
        SplittableRandom random = new SplittableRandom(seed);
        List<NasPlan> nases = new ArrayList<>();
        for (int i = 1; i <= size.nases(); i++) {
            nases.add(NasPlan.of(i, size, random.split()));
        }
        List<List<Silence>> silences = new ArrayList<>();
        for (int i = 0; i < homeServers; i++) {
            silences.add(silences(size, random.split()));
        }
        return new StormPlan(seed, size, nases, silences, faults(size, random.split()));
    }

    /** Some seconds each, so that retransmission, fail-over and storing all have their turn. */
    private static List<Silence> silences(StormSize size, SplittableRandom random) {
        List<Silence> silences = new ArrayList<>();
        Duration from = Duration.ZERO;
        while (true) {
            from = from.plusMillis(random.nextLong(2000, 20_000));
            if (from.compareTo(size.time()) > 0) {
                return List.copyOf(silences);
            }
            Duration to = from.plusMillis(random.nextLong(1500, 12_000));
            silences.add(new Silence(from, to));
            from = to;
        }
    }

    /** The database and a server in turn, so that the shortest storm has one of each. */
    private static List<Fault> faults(StormSize size, SplittableRandom random) {
        List<Fault> faults = new ArrayList<>();
        Duration at = FIRST_FAULT;
        for (boolean database = true; at.compareTo(size.time()) < 0; database = !database) {
            faults.add(
                    new Fault(
                            at.plusMillis(random.nextLong(3000)),
                            victim(database, random),
                            Duration.ofMillis(random.nextLong(200, 3000))));
            at = at.plus(size.faultEvery());
        }
        return faults;
    }

    private static Victim victim(boolean database, SplittableRandom random) {
        if (database) {
            return Victim.DATABASE;
        }
        return random.nextBoolean() ? Victim.FIRST_SERVER : Victim.SECOND_SERVER;
    }
}
