package org.portlease.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The five minutes of one capacity row in which something changed: from them follows the most of
 * every five minutes. One thread's.
 */
final class PortSlots {

    /** How long a slot lasts. */
    static final Duration LENGTH = Duration.ofMinutes(5);

    private final TreeMap<Instant, Slot> changed = new TreeMap<>();

    /**
     * Adds one that is known.
     *
     * @param most ports in use at once
     * @param atItsEnd what stays in use until the next that is known
     */
    void add(Instant begin, int most, int atItsEnd) {
        changed.put(begin, new Slot(most, atItsEnd));
    }

    /** The most ports in use at once in each, from the first on to the one that now is in. */
    List<Integer> most(Instant first, Instant now) {
        List<Integer> most = new ArrayList<>();
        Map.Entry<Instant, Slot> before = changed.lowerEntry(first);
        int inUse = before == null ? 0 : before.getValue().atItsEnd();
        for (Instant begin = first; !begin.isAfter(now); begin = begin.plus(LENGTH)) {
            Slot slot = changed.get(begin);
            most.add(slot == null ? inUse : slot.most());
            inUse = slot == null ? inUse : slot.atItsEnd();
        }
        return most;
    }

    /** When the five minutes of that instant began. */
    static Instant beginOf(Instant instant) {
        long second = instant.getEpochSecond();
        return Instant.ofEpochSecond(second - Math.floorMod(second, LENGTH.toSeconds()));
    }

    private record Slot(int most, int atItsEnd) {}
}
