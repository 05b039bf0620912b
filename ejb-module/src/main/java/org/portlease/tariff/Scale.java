package org.portlease.tariff;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * What a quantity costs: so much is free, and the rest has a price, which may fall or rise with the
 * quantity. Quantities are whole numbers of a small unit (seconds, octets, ports); prices are of a
 * larger one, {@code per} of the small.
 *
 * @param per how many small units a price is of: 3600 for seconds priced by the hour
 * @param free how many small units cost nothing, in a period
 * @param mode how tiers count
 * @param tiers in rising order, the last without an end; never empty
 */
public record Scale(long per, long free, Mode mode, List<Tier> tiers) {

    /** How tiers count. */
    public enum Mode {
        /** Each part of the quantity costs what its own tier says. */
        GRADUATED,
        /** All of it costs what the tier says that its end falls in. */
        VOLUME
    }

    /**
     * A price up to a quantity.
     *
     * @param upTo the last small unit it is of, what is free not counted; empty for no end
     * @param price of {@code per} small units; 0 or more
     */
    public record Tier(Optional<Long> upTo, BigDecimal price) {

        public Tier {
            if (price.signum() < 0) {
                throw new IllegalArgumentException(
                        "a price must not be negative, but was " + price.toPlainString());
            }
        }
    }

    public Scale {
        tiers = List.copyOf(tiers);
        if (per < 1 || free < 0 || tiers.isEmpty()) {
            throw new IllegalArgumentException(
                    "a scale must have a unit, no negative allowance and at least one price");
        }
        long last = 0;
        for (int i = 0; i < tiers.size(); i++) {
            Optional<Long> upTo = tiers.get(i).upTo();
            boolean isLast = i == tiers.size() - 1;
            if (upTo.isEmpty() != isLast) {
                throw new IllegalArgumentException(
                        isLast
                                ? "the last tier must have no end, but ends at " + upTo.get()
                                : "only the last tier may have no end, but tier "
                                        + (i + 1)
                                        + " has none");
            }
            if (!isLast && upTo.get() <= last) {
                throw new IllegalArgumentException(
                        "tiers must rise, but " + upTo.get() + " follows " + last);
            }
            last = upTo.orElse(last);
        }
    }

    /** One price for everything. */
    public static Scale flat(long per, BigDecimal price) {
        return new Scale(per, 0, Mode.GRADUATED, List.of(new Tier(Optional.empty(), price)));
    }

    /**
     * What the quantity costs, rounded half-even once.
     *
     * @param quantity of small units; 0 or more
     * @param digits of the currency
     */
    public BigDecimal amount(BigInteger quantity, int digits) {
        BigInteger charged = quantity.subtract(BigInteger.valueOf(free)).max(BigInteger.ZERO);
        BigDecimal times = mode == Mode.VOLUME ? byVolume(charged) : graduated(charged);
        return times.divide(BigDecimal.valueOf(per), digits, RoundingMode.HALF_EVEN);
    }

    /** The same for what fits a long. */
    public BigDecimal amount(long quantity, int digits) {
        return amount(BigInteger.valueOf(quantity), digits);
    }

    /** The dearest of its prices. */
    public BigDecimal dearest() {
        return tiers.stream().map(Tier::price).reduce(BigDecimal.ZERO, BigDecimal::max);
    }

    private BigDecimal byVolume(BigInteger charged) {
        Tier tier =
                tiers.stream()
                        .filter(each -> each.upTo().isEmpty() || !isBeyond(charged, each))
                        .findFirst()
                        .orElseThrow();
        return tier.price().multiply(new BigDecimal(charged));
    }

    private static boolean isBeyond(BigInteger charged, Tier tier) {
        return charged.compareTo(BigInteger.valueOf(tier.upTo().orElseThrow())) > 0;
    }

    private BigDecimal graduated(BigInteger charged) {
        BigDecimal sum = BigDecimal.ZERO;
        BigInteger from = BigInteger.ZERO;
        for (Tier tier : tiers) {
            BigInteger to = tier.upTo().map(BigInteger::valueOf).orElse(charged).min(charged);
            if (to.compareTo(from) > 0) {
                sum = sum.add(tier.price().multiply(new BigDecimal(to.subtract(from))));
                from = to;
            }
        }
        return sum;
    }
}
