package org.portlease.radius;

import java.util.List;

/**
 * How often a quantity was how large, since the connector began.
 *
 * @param bounds the upper bounds of the ranges, each inclusive, rising; one more range is above
 *     them
 * @param counts how often it lay in each range: one more than there are bounds
 * @param sum of all of it, in its unit
 */
public record Distribution(List<Long> bounds, List<Long> counts, long sum) {

    public Distribution {
        bounds = List.copyOf(bounds);
        counts = List.copyOf(counts);
        if (counts.size() != bounds.size() + 1) {
            throw new IllegalArgumentException(
                    "expected a count for each of "
                            + (bounds.size() + 1)
                            + " ranges, but there are "
                            + counts.size());
        }
    }

    /** How often there was one. */
    public long count() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }
}
