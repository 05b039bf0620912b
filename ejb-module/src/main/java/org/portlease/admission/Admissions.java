package org.portlease.admission;

import java.util.HashMap;
import java.util.Map;

/** Counts the admissions of one transaction; one thread's. */
public final class Admissions {

    /**
     * What admissions are counted by.
     *
     * @param contractId {@link Refusals#NOBODY} for the master's own subscribers
     * @param popId where the port was taken
     * @param burst whether it is above what the contract has
     */
    public record Kind(long contractId, long popId, boolean burst) {

        Kind elsewhere(long otherContract, long otherPop) {
            return new Kind(otherContract, otherPop, burst);
        }
    }

    private final Map<Kind, Integer> counts = new HashMap<>();

    public void count(long contractId, long popId, boolean burst) {
        counts.merge(new Kind(contractId, popId, burst), 1, Integer::sum);
    }

    public Map<Kind, Integer> counts() {
        return counts;
    }
}
