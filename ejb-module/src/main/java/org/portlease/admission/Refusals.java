package org.portlease.admission;

import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/** Counts the refusals of one transaction; one thread's. */
public final class Refusals {

    /** The contract id that refusals of nobody's requests are counted under. */
    public static final long NOBODY = 0;

    /**
     * What refusals are counted by.
     *
     * @param contractId {@link #NOBODY} where it is no client provider's
     * @param popId where the port was asked for
     */
    public record Cause(long contractId, long popId, RefusalReason reason) {

        Cause elsewhere(long otherContract, long otherPop) {
            return new Cause(otherContract, otherPop, reason);
        }
    }

    private static final Comparator<Cause> ORDER =
            Comparator.comparingLong(Cause::contractId)
                    .thenComparing(Cause::popId)
                    .thenComparing(Cause::reason);

    private final Map<Cause, Integer> counts = new TreeMap<>(ORDER);

    public void count(long contractId, long popId, RefusalReason reason) {
        counts.merge(new Cause(contractId, popId, reason), 1, Integer::sum);
    }

    /** How many there were for the reason, whoever's they are. */
    public int count(RefusalReason reason) {
        int sum = 0;
        for (Map.Entry<Cause, Integer> entry : counts.entrySet()) {
            if (entry.getKey().reason() == reason) {
                sum += entry.getValue();
            }
        }
        return sum;
    }

    /** In one order everywhere, so that transactions that store them do not wait in a circle. */
    public Map<Cause, Integer> inOrder() {
        return counts;
    }
}
