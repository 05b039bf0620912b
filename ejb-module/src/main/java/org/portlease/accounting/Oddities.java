package org.portlease.accounting;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import org.portlease.session.Oddity;

/** Counts what one transaction's reports met; one thread's. */
public final class Oddities {

    /** What they are counted by. */
    public record At(long nasId, Oddity oddity) {}

    private final Map<At, Integer> counts =
            new TreeMap<>(Comparator.comparingLong(At::nasId).thenComparing(At::oddity));

    public void count(long nasId, Oddity oddity) {
        counts.merge(new At(nasId, oddity), 1, Integer::sum);
    }

    /** In one order everywhere, so that transactions that store them do not wait in a circle. */
    public Map<At, Integer> inOrder() {
        return counts;
    }
}
