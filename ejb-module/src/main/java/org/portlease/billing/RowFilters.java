package org.portlease.billing;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import org.portlease.listing.Filter;

/** What rows of billing have in common that they are looked for by. */
final class RowFilters {

    private RowFilters() {}

    /**
     * Rows of those contracts.
     *
     * @param contracts their ids; empty for all rows
     */
    static <E> Filter<E> ofContracts(Optional<? extends Collection<Long>> contracts) {
        return contracts
                .<Filter<E>>map(ids -> Filter.in("contractId", ids))
                .orElseGet(() -> (builder, row) -> builder.conjunction());
    }

    /** Rows of that day or earlier; all rows where it is empty. */
    static <E> Filter<E> upTo(String attribute, Optional<LocalDate> day) {
        Optional<LocalDate> after = day.map(last -> last.plusDays(1));
        return Filter.below(attribute, after);
    }
}
