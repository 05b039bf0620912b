package org.portlease.storm;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one NAS is, and what happens at it.
 *
 * @param number from 1 on
 * @param reboots in their order
 * @param callers each subscriber's visits, in their order
 * @param weather the seed of what its own datagrams meet
 */
record NasPlan(
        int number, Habit habit, List<Reboot> reboots, List<List<Visit>> callers, long weather) {

    private static final Duration LEAST_UP_TIME = Duration.ofSeconds(6);

    /** How a NAS behaves: each of these is in the field. */
    enum Habit {
        /** Sends interims, has a port a subscriber, begins its session ids anew after a reboot. */
        ORDERLY(true, true, true),
        /** Sends no interims. */
        TERSE(false, false, true),
        /** Repeats no Class in accounting; its session ids never come again. */
        FORGETFUL(true, false, false);

        private final boolean interims;
        private final boolean uniquePorts;
        private final boolean idsComeAgain;

        Habit(boolean interims, boolean uniquePorts, boolean idsComeAgain) {
            this.interims = interims;
            this.uniquePorts = uniquePorts;
            this.idsComeAgain = idsComeAgain;
        }

        boolean sendsInterims() {
            return interims;
        }

        boolean hasUniquePorts() {
            return uniquePorts;
        }

        boolean usesIdsAgain() {
            return idsComeAgain;
        }
    }

    /**
     * All sessions are forgotten.
     *
     * @param at after the storm's beginning
     * @param announced whether it sends an Accounting-On
     */
    record Reboot(Duration at, boolean announced) {}

    NasPlan {
        reboots = List.copyOf(reboots);
        callers = List.copyOf(callers);
    }

    static NasPlan of(int number, StormSize size, SplittableRandom random) {
        List<List<Visit>> callers = new ArrayList<>();
        for (int i = 0; i < size.callers(); i++) {
            callers.add(visits(size, random.split()));
        }
        Habit[] habits = Habit.values();
        return new NasPlan(
                number,
                habits[number % habits.length],
                reboots(size, random),
                callers,
                random.nextLong());
    }

    private static List<Visit> visits(StormSize size, SplittableRandom random) {
        List<Visit> visits = new ArrayList<>();
        Duration begun = Duration.ZERO;
        while (begun.compareTo(size.time()) < 0) {
            Visit visit = Visit.of(random, size.longestStay());
            visits.add(visit);
            begun = begun.plus(visit.pause()).plus(visit.stay());
        }
        return visits;
    }

    private static List<Reboot> reboots(StormSize size, SplittableRandom random) {
        List<Reboot> reboots = new ArrayList<>();
        long mean = size.time().toMillis() / (1 + size.time().toMinutes() / 3);
        Duration at = Duration.ZERO;
        while (true) {
            at = at.plus(LEAST_UP_TIME).plusMillis(random.nextLong(mean));
            if (at.compareTo(size.time()) > 0) {
                return reboots;
            }
            reboots.add(new Reboot(at, random.nextInt(3) > 0));
        }
    }

    String name() {
        return "storm-nas-" + number;
    }

    /** Its address of loopback. */
    String address() {
        return "127.0.7." + number;
    }
}
