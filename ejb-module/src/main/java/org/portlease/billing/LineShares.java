package org.portlease.billing;

import jakarta.persistence.EntityManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.portlease.contract.Money;
import org.portlease.tariff.Prices;
import org.portlease.tariff.UsagePrice;

/** The lines of usage of an invoice, by the used period and the price that they are of. */
final class LineShares {

    /**
     * What a part of a session and its lines have in common.
     *
     * @param entry which of the period's prices
     */
    record Price(long usedPeriod, int entry) {}

    private final Map<Price, List<LineShare>> lines;

    private LineShares(Map<Price, List<LineShare>> lines) {
        this.lines = lines;
    }

    static LineShares of(EntityManager entities, Invoice invoice) {
        Map<Price, List<LineShare>> lines = new LinkedHashMap<>();
        Map<Long, Prices> prices = new HashMap<>();
        int digits = Money.digits(invoice.currency());
        for (InvoiceLine line : invoice.lines()) {
            if (line.entry().isEmpty()) {
                continue;
            }
            int entry = line.entry().getAsInt();
            Prices of =
                    prices.computeIfAbsent(
                            line.usedPeriodId(), period -> pricesOf(entities, period));
            Optional<UsagePrice.Direction> direction =
                    of.usage().get(entry).traffic().map(UsagePrice.Traffic::direction);
            lines.computeIfAbsent(new Price(line.usedPeriodId(), entry), price -> new ArrayList<>())
                    .add(new LineShare(line, direction, digits));
        }
        return new LineShares(lines);
    }

    private static Prices pricesOf(EntityManager entities, long periodId) {
        BillingPeriod period = entities.find(BillingPeriod.class, periodId);
        Long version = period.tariffVersionId();
        if (version == null) {
            throw new IllegalStateException(
                    "the period from " + period.firstDay() + " must be closed, but is not");
        }
        return entities.find(TariffVersion.class, version).prices();
    }

    /** The lines that have something of such a part: of time, of connections, of traffic. */
    List<LineShare> at(Price price) {
        return lines.getOrDefault(price, List.of());
    }

    List<LineShare> all() {
        return lines.values().stream().flatMap(Collection::stream).toList();
    }
}
