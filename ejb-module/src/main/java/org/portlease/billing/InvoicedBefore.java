package org.portlease.billing;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/** What earlier invoices have of one period, by kind and price. */
final class InvoicedBefore {

    /** What a line is of. */
    record Item(LineKind kind, OptionalInt entry) {}

    /** How much of it. */
    record Sum(BigDecimal quantity, BigDecimal amount) {

        static final Sum NOTHING = new Sum(BigDecimal.ZERO, BigDecimal.ZERO);
    }

    private final Map<Item, Sum> sums = new HashMap<>();

    void put(Item item, Sum sum) {
        sums.put(item, sum);
    }

    Sum of(Item item) {
        return sums.getOrDefault(item, Sum.NOTHING);
    }

    /** What counts towards a commitment, together. */
    BigDecimal committed() {
        return sums.entrySet().stream()
                .filter(sum -> sum.getKey().kind().countsTowardsCommitment())
                .map(sum -> sum.getValue().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
