package org.portlease.listing;

import java.util.Optional;

/**
 * Which page is wanted.
 *
 * @param limit how many rows at most, 1 to {@value #MOST}
 * @param after what the page before said as {@link Page#next}; empty for the first page
 * @param sort the name of what is sorted by, with "-" before it for the greatest first; empty for
 *     the usual order
 */
public record PageRequest(int limit, Optional<String> after, Optional<String> sort) {

    public static final int MOST = 1000;
    public static final int USUAL = 100;

    public PageRequest {
        if (limit < 1 || limit > MOST) {
            throw new ListingException("limit", "must be 1 to " + MOST + ", but was " + limit);
        }
    }
}
