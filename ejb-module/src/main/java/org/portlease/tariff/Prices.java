package org.portlease.tariff;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All prices of a version of a tariff.
 *
 * @param perPort the fixed fee of an allocated port and period; 0 for none
 * @param portsInUse what the ports cost that were in use
 * @param commitment what a period costs at least, all of its lines but one-off ones together
 * @param usage what sessions cost: the first whose condition fits; the last fits all
 */
public record Prices(
        BigDecimal perPort,
        Optional<PortsInUse> portsInUse,
        BigDecimal commitment,
        Rounding rounding,
        Bands bands,
        List<UsagePrice> usage) {

    private static final int MOST_USAGE_PRICES = 100;

    public Prices {
        usage = List.copyOf(usage);
        if (perPort.signum() < 0 || commitment.signum() < 0) {
            throw new IllegalArgumentException(
                    "neither a fixed fee nor a commitment may be negative, but they were "
                            + perPort.toPlainString()
                            + " and "
                            + commitment.toPlainString());
        }
        if (usage.isEmpty() || usage.size() > MOST_USAGE_PRICES) {
            throw new IllegalArgumentException(
                    "a tariff must have 1 to "
                            + MOST_USAGE_PRICES
                            + " prices of usage, but has "
                            + usage.size());
        }
        if (!usage.get(usage.size() - 1).when().equals(UsagePrice.Condition.ALWAYS)) {
            throw new IllegalArgumentException(
                    "the last price of usage must have no condition, so that every session has one");
        }
        for (UsagePrice price : usage) {
            price.when().band().ifPresent(band -> requireKnown(bands, band));
        }
    }

    private static void requireKnown(Bands bands, String name) {
        if (bands.bands().stream().noneMatch(band -> band.name().equals(name))) {
            throw new IllegalArgumentException("no band is named '" + name + "'");
        }
    }

    /** Connection time alone, at one price an hour. */
    public static Prices ofHour(BigDecimal price) {
        return new Prices(
                BigDecimal.ZERO,
                Optional.empty(),
                BigDecimal.ZERO,
                Rounding.NONE,
                Bands.NONE,
                List.of(
                        new UsagePrice(
                                "Connection time",
                                UsagePrice.Condition.ALWAYS,
                                Optional.of(Scale.flat(3600, price)),
                                Optional.empty(),
                                Optional.empty())));
    }

    /** Which price of usage is that kind's: its place in {@link #usage}. */
    public int entryOf(UsageKind kind) {
        for (int i = 0; i < usage.size(); i++) {
            if (usage.get(i).when().fits(kind)) {
                return i;
            }
        }
        throw new IllegalStateException("the last price has no condition");
    }

    /** The dearest price of an hour. */
    public BigDecimal dearestHour() {
        return usage.stream()
                .flatMap(price -> price.time().stream())
                .flatMap(scale -> Stream.of(scale.dearest()))
                .reduce(BigDecimal.ZERO, BigDecimal::max);
    }
}
