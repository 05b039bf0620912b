package org.portlease.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.BillingCase.Kind;
import org.portlease.billing.BillingCase.Piece;

/** What all invoices together should come to: each session's minutes are counted one by one. */
final class BillingOracle {

    /** Quantities of one price. */
    private static final class Sum {
        private long billed;
        private long connections;
        private BigInteger input = BigInteger.ZERO;
        private BigInteger output = BigInteger.ZERO;
    }

    private record Key(int period, int entry) {}

    private static final int MINUTE = 60;

    private final BillingCase facts;
    private final Map<Key, Sum> sums = new HashMap<>();
    private final Map<String, BigDecimal> amounts = new TreeMap<>();

    private BillingOracle(BillingCase facts) {
        this.facts = facts;
    }

    /**
     * The amounts by "period kind entry", those of nothing left out.
     *
     * @param until up to where the last period has run
     */
    static Map<String, BigDecimal> amounts(BillingCase facts, int periods, Instant until) {
        var oracle = new BillingOracle(facts);
        facts.last.forEach(
                (number, piece) ->
                        oracle.count(Objects.requireNonNull(facts.kinds.get(number)), piece));
        for (int period = 0; period < periods; period++) {
            Instant end = facts.bounds.get(period + 1);
            oracle.price(period, until.isBefore(end) ? until : end);
        }
        // where a close failed at the very end, what was charged since is the next period's
        long charged = facts.chargedCents(facts.bounds.get(periods));
        oracle.add(0, LineKind.ONE_OFF, -1, BigDecimal.valueOf(charged, 2));
        return oracle.amounts;
    }

    static String name(int period, LineKind kind, int entry) {
        return (kind == LineKind.ONE_OFF ? "" : period + " ") + kind + " " + entry;
    }

    private void add(int period, LineKind kind, int entry, BigDecimal amount) {
        if (amount.signum() != 0) {
            amounts.put(name(period, kind, entry), amount.setScale(2, RoundingMode.UNNECESSARY));
        }
    }

    private void count(Kind kind, Piece piece) {
        for (long at = 0; at < piece.seconds() || at == 0; at += MINUTE) {
            Instant time = piece.start().plusSeconds(at);
            int period = facts.periodOf(facts.split ? time : piece.stop());
            PriceCase prices = facts.pricesOf(period);
            Sum sum =
                    sums.computeIfAbsent(
                            new Key(period, entry(prices, kind, time)), key -> new Sum());
            long to = Math.min(at + MINUTE, piece.seconds());
            sum.billed += prices.billed(to) - prices.billed(at);
            if (at == 0) {
                sum.connections++;
                sum.input = sum.input.add(BigInteger.valueOf(piece.input()));
                sum.output = sum.output.add(BigInteger.valueOf(piece.output()));
            }
        }
    }

    private int entry(PriceCase prices, Kind kind, Instant time) {
        LocalTime clock = time.atZone(facts.zone).toLocalTime();
        int minute = clock.getHour() * 60 + clock.getMinute();
        int band = -1;
        for (int i = prices.bands().size() - 1; i >= 0; i--) {
            int[] bounds = prices.bands().get(i);
            band = minute >= bounds[0] && minute < bounds[1] ? i : band;
        }
        for (int i = 0; i < prices.entries().size(); i++) {
            if (fits(prices.entries().get(i), kind, band)) {
                return i;
            }
        }
        throw new AssertionError("the last one fits all");
    }

    private static boolean fits(PriceCase.Entry entry, Kind kind, int band) {
        return switch (entry.when()) {
            case "" -> true;
            case "\"burst\":true" -> kind.burst();
            case "\"popGroup\":\"rural\"" -> kind.rural();
            case "\"portType\":2" -> Objects.equals(kind.portType(), 2);
            default -> entry.band() == band;
        };
    }

    private void price(int period, Instant until) {
        PriceCase prices = facts.pricesOf(period);
        Instant from = facts.bounds.get(period);
        BigDecimal whole = seconds(from, facts.bounds.get(period + 1));
        BigDecimal used =
                prices.perPort()
                        .multiply(portSeconds(from, until))
                        .divide(whole, 2, RoundingMode.HALF_EVEN);
        add(period, LineKind.FIXED_FEE, -1, used);
        for (int i = 0; i < prices.entries().size(); i++) {
            used = used.add(usage(period, i, prices.entries().get(i)));
        }
        BigDecimal least =
                prices.commitment()
                        .multiply(seconds(from, until))
                        .divide(whole, 2, RoundingMode.HALF_EVEN);
        add(period, LineKind.COMMITMENT, -1, least.subtract(used).max(BigDecimal.ZERO));
    }

    private BigDecimal usage(int period, int entry, PriceCase.Entry prices) {
        Sum sum = sums.getOrDefault(new Key(period, entry), new Sum());
        BigInteger octets =
                switch (prices.direction()) {
                    case "INPUT" -> sum.input;
                    case "OUTPUT" -> sum.output;
                    default -> sum.input.add(sum.output);
                };
        BigDecimal time = cost(prices.time(), BigInteger.valueOf(sum.billed));
        BigDecimal connections = cost(prices.connection(), BigInteger.valueOf(sum.connections));
        BigDecimal traffic = cost(prices.traffic(), octets);
        add(period, LineKind.TIME, entry, time);
        add(period, LineKind.CONNECTIONS, entry, connections);
        add(period, LineKind.TRAFFIC, entry, traffic);
        return time.add(connections).add(traffic);
    }

    private static BigDecimal cost(PriceCase.@Nullable ScaleCase scale, BigInteger quantity) {
        return scale == null ? BigDecimal.ZERO : scale.cost(quantity);
    }

    private BigDecimal portSeconds(Instant from, Instant until) {
        BigDecimal sum = BigDecimal.ZERO;
        for (var allocation : facts.ports.entrySet()) {
            Instant next = facts.ports.higherKey(allocation.getKey());
            Instant begin = allocation.getKey().isAfter(from) ? allocation.getKey() : from;
            Instant end = next != null && next.isBefore(until) ? next : until;
            if (end.isAfter(begin)) {
                sum =
                        sum.add(
                                seconds(begin, end)
                                        .multiply(BigDecimal.valueOf(allocation.getValue())));
            }
        }
        return sum;
    }

    private static BigDecimal seconds(Instant from, Instant until) {
        return BigDecimal.valueOf(Duration.between(from, until).toSeconds());
    }
}
