package org.portlease.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.portlease.tariff.Scale.Mode;
import org.portlease.tariff.Scale.Tier;

/** What scales come to, compared with counting small unit by small unit. */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE)
class ScalePropertyTest {

    private static final int EXACT_DIGITS = 20;
    private static final BigDecimal ROUNDED_AWAY = new BigDecimal("1E-15");

    @Property
    void countedUnitByUnitItCostsTheSame(
            @ForAll("scales") Scale scale, @ForAll @IntRange(max = 400) int quantity) {
        BigDecimal sum = BigDecimal.ZERO;
        long charged = Math.max(0, quantity - scale.free());
        for (long unit = 1; unit <= charged; unit++) {
            long priced = scale.mode() == Mode.VOLUME ? charged : unit;
            sum = sum.add(priceOf(scale, priced));
        }
        BigDecimal expected =
                sum.divide(BigDecimal.valueOf(scale.per()), 2, RoundingMode.HALF_EVEN);
        assertThat(scale.amount(quantity, 2)).isEqualByComparingTo(expected);
    }

    private static BigDecimal priceOf(Scale scale, long unit) {
        for (Tier tier : scale.tiers()) {
            if (tier.upTo().isEmpty() || unit <= tier.upTo().get()) {
                return tier.price();
            }
        }
        throw new AssertionError("the last tier has no end");
    }

    @Property
    void graduatedMoreNeverCostsLess(
            @ForAll("scales") Scale any, @ForAll @IntRange(max = 5000) int quantity) {
        Scale scale = new Scale(any.per(), any.free(), Mode.GRADUATED, any.tiers());
        assertThat(scale.amount(quantity + 1L, 2))
                .isGreaterThanOrEqualTo(scale.amount(quantity, 2));
    }

    @Property
    void atTheEdgeOfATierTheNextUnitAddsWhatOneUnitCosts(@ForAll("scales") Scale any) {
        Scale scale = new Scale(any.per(), any.free(), Mode.GRADUATED, any.tiers());
        for (Tier tier : scale.tiers()) {
            tier.upTo()
                    .map(end -> end + scale.free())
                    .ifPresent(
                            edge -> {
                                BigDecimal step =
                                        scale.amount(edge + 1, EXACT_DIGITS)
                                                .subtract(scale.amount(edge, EXACT_DIGITS));
                                BigDecimal price = priceOf(scale, edge + 1 - scale.free());
                                assertThat(step.multiply(BigDecimal.valueOf(scale.per())))
                                        .isCloseTo(price, within(ROUNDED_AWAY));
                            });
        }
    }

    @Property
    void whatIsFreeCostsNothing(
            @ForAll("scales") Scale scale, @ForAll @IntRange(max = 100) int less) {
        assertThat(scale.amount(Math.max(0, scale.free() - less), 2)).isZero();
    }

    @Property
    void itIsRoundedOnceAndHalfGoesToTheEvenDigit(
            @ForAll @IntRange(max = 100_000) int quantity,
            @ForAll @IntRange(max = 9999) int price) {
        // a price of 200 units in cents: each odd product of both ends in half a cent
        Scale scale = Scale.flat(200, BigDecimal.valueOf(price));
        long product = (long) quantity * price;
        long cents = product / 2;
        long even = product % 2 == 0 || cents % 2 == 0 ? cents : cents + 1;
        assertThat(scale.amount(quantity, 2)).isEqualByComparingTo(BigDecimal.valueOf(even, 2));
    }

    @Provide
    Arbitrary<Scale> scales() {
        Arbitrary<List<Integer>> widths =
                Arbitraries.integers().between(1, 120).list().ofMaxSize(4);
        Arbitrary<List<BigDecimal>> prices =
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, BigDecimal.valueOf(500))
                        .ofScale(4)
                        .list()
                        .ofSize(5);
        return Combinators.combine(
                        Arbitraries.of(1L, 3L, 60L, 3600L),
                        Arbitraries.longs().between(0, 150),
                        Arbitraries.of(Mode.class),
                        widths,
                        prices)
                .as(ScalePropertyTest::scale);
    }

    private static Scale scale(
            long per, long free, Mode mode, List<Integer> widths, List<BigDecimal> prices) {
        List<Tier> tiers = new ArrayList<>();
        long end = 0;
        for (int width : widths) {
            end += width;
            tiers.add(new Tier(Optional.of(end), prices.get(tiers.size())));
        }
        tiers.add(new Tier(Optional.empty(), prices.get(tiers.size())));
        return new Scale(per, free, mode, tiers);
    }
}
