package org.portlease.billing;

import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is billed of all sessions, by the period that it was used in and the price: as many sums as
 * there are prices, however many sessions. One thread's.
 */
final class UsageTotals {

    /** A price of usage of a period. */
    record Key(int period, int entry) implements Comparable<Key> {

        @Override
        public int compareTo(Key other) {
            return period == other.period
                    ? Integer.compare(entry, other.entry)
                    : Integer.compare(period, other.period);
        }
    }

    /** A sum. */
    static final class Sum {

        private long billedSeconds;
        private long connections;
        private BigInteger input = BigInteger.ZERO;
        private BigInteger output = BigInteger.ZERO;

        /** Octets that have not been added to the large sums yet. */
        private long inputRest;

        private long outputRest;

        private void add(RatedPart part) {
            billedSeconds = Math.addExact(billedSeconds, part.billedSeconds());
            connections += part.connections();
            if (inputRest > Long.MAX_VALUE / 2 || outputRest > Long.MAX_VALUE / 2) {
                carry();
            }
            if (Math.max(part.inputOctets(), part.outputOctets()) > Long.MAX_VALUE / 4) {
                input = input.add(BigInteger.valueOf(part.inputOctets()));
                output = output.add(BigInteger.valueOf(part.outputOctets()));
            } else {
                inputRest += part.inputOctets();
                outputRest += part.outputOctets();
            }
        }

        private void carry() {
            input = input.add(BigInteger.valueOf(inputRest));
            output = output.add(BigInteger.valueOf(outputRest));
            inputRest = 0;
            outputRest = 0;
        }

        long billedSeconds() {
            return billedSeconds;
        }

        long connections() {
            return connections;
        }

        BigInteger input() {
            carry();
            return input;
        }

        BigInteger output() {
            carry();
            return output;
        }
    }

    private final Map<Key, Sum> sums = new TreeMap<>();

    void add(RatedPart part) {
        sums.computeIfAbsent(new Key(part.period(), part.entry()), key -> new Sum()).add(part);
    }

    /** In the order of periods, then of prices. */
    Map<Key, Sum> sums() {
        return sums;
    }
}
