package org.portlease.benchmark;

/**
 * What is to be reached, or not to be reached where less is better.
 *
 * @param byEachRound not by the median alone
 */
record Limit(double value, String unit, boolean lessIsBetter, boolean byEachRound) {

    static Limit atLeast(double value, String unit) {
        return new Limit(value, unit, false, false);
    }

    static Limit lessThan(double value, String unit) {
        return new Limit(value, unit, true, false);
    }

    /** Of what must not happen once. */
    static Limit none() {
        return new Limit(1, "", true, true);
    }

    boolean isReached(Spread measured) {
        double judged = measured.median();
        if (byEachRound) {
            judged = lessIsBetter ? measured.max() : measured.min();
        }
        return lessIsBetter ? judged < value : judged >= value;
    }

    @Override
    public String toString() {
        return ((lessIsBetter ? "< " : ">= ") + Spread.text(value) + " " + unit).strip();
    }
}
