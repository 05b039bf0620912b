package org.portlease.billing;

import java.time.Instant;
import java.util.List;

/**
 * A contract's periods up to the one that is being rated, without gaps. What was used before the
 * first is the first's.
 */
public final class RatingPeriods {

    private final List<RatingPeriod> periods;

    /**
     * @param periods in their order; never empty, and each begins where the one before ends
     */
    public RatingPeriods(List<RatingPeriod> periods) {
        this.periods = List.copyOf(periods);
        for (int i = 1; i < periods.size(); i++) {
            if (!periods.get(i).from().equals(periods.get(i - 1).end())) {
                throw new IllegalArgumentException(
                        "a period must begin at "
                                + periods.get(i - 1).end()
                                + ", where the one before ends, but begins at "
                                + periods.get(i).from());
            }
        }
    }

    public RatingPeriod get(int index) {
        return periods.get(index);
    }

    public int last() {
        return periods.size() - 1;
    }

    /** The one that is being rated. */
    public RatingPeriod current() {
        return periods.get(last());
    }

    /** Which one has that instant: the last has all that is later. */
    int indexAt(Instant instant) {
        int low = 0;
        int high = last();
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (periods.get(middle).from().isAfter(instant)) {
                high = middle - 1;
            } else {
                low = middle;
            }
        }
        return low;
    }
}
