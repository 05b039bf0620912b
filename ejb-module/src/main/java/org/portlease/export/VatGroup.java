package org.portlease.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;
import org.portlease.invoice.TaxTotal;

/**
 * A group of the VAT breakdown. EN 16931 has one for a category and rate, while a document has one
 * for each tax: two reasons for an exemption are one group.
 *
 * @param reason why there is no tax, in all its words; null where the category must not say
 */
record VatGroup(
        TaxCategory category,
        BigDecimal percent,
        BigDecimal net,
        BigDecimal amount,
        @Nullable String reason) {

    /** What EN 16931 tells groups apart by. */
    record Key(TaxCategory category, BigDecimal percent) {

        static Key of(Tax tax) {
            return new Key(tax.category(), tax.percent());
        }
    }

    static List<VatGroup> of(InvoiceDocument document) {
        Map<Key, List<TaxTotal>> totals = new LinkedHashMap<>();
        for (TaxTotal total : document.taxes()) {
            totals.computeIfAbsent(Key.of(total.tax()), key -> new ArrayList<>()).add(total);
        }
        return totals.values().stream().map(VatGroup::of).toList();
    }

    Key key() {
        return new Key(category, percent);
    }

    static BigDecimal sum(Stream<BigDecimal> amounts) {
        return amounts.reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static VatGroup of(List<TaxTotal> totals) {
        Tax tax = totals.get(0).tax();
        return new VatGroup(
                tax.category(),
                tax.percent(),
                sum(totals.stream().map(TaxTotal::net)),
                sum(totals.stream().map(TaxTotal::amount)),
                reason(tax.category(), totals));
    }

    private static @Nullable String reason(TaxCategory category, Collection<TaxTotal> totals) {
        return switch (category) {
            case STANDARD, ZERO -> null;
            case EXEMPT, REVERSE_CHARGE, OUTSIDE_SCOPE ->
                    totals.stream()
                            .map(total -> total.tax().reason())
                            .filter(Objects::nonNull)
                            .distinct()
                            .collect(Collectors.joining("; "));
        };
    }
}
