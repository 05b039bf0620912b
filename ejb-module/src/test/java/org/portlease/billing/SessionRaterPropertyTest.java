package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.PropertyDefaults;
import net.jqwik.api.ShrinkingMode;
import org.jspecify.annotations.Nullable;
import org.portlease.tariff.Band;
import org.portlease.tariff.Bands;
import org.portlease.tariff.Prices;
import org.portlease.tariff.Rounding;
import org.portlease.tariff.UsagePrice;

/**
 * A session becomes known step by step, over several closes: open with growing counters, then
 * stopped, then corrected. Whatever the steps, all of it is billed, once, where it was used.
 */
@PropertyDefaults(edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
class SessionRaterPropertyTest {

    private static final Instant BASE = Instant.parse("2026-03-20T00:00:00Z");
    private static final int MINUTE = 60;

    @Property
    void allOfASessionIsBilledOnceHoweverItBecomesKnown(@ForAll long seed) {
        Course course = new Course(new Random(seed), false);
        course.run();

        assertThat(course.before.seconds()).isEqualTo(course.seconds);
        assertThat(course.before.inputOctets()).isEqualTo(course.input);
        assertThat(course.before.outputOctets()).isEqualTo(course.output);
        assertThat(course.before.connections()).isEqualTo(1);
        assertThat(course.before.billedSeconds())
                .isEqualTo(course.periods.get(0).prices().rounding().billed(course.seconds));
    }

    @Property
    void eachSecondIsBilledInThePeriodAndAtThePriceOfItsTime(@ForAll long seed) {
        Course course = new Course(new Random(seed), false);
        course.run();

        assertThat(course.secondsByPlace).isEqualTo(course.expectedByMinute());
    }

    @Property
    void nothingIsLostOrNegativeWhereRoundingChangesAndClocksDiffer(@ForAll long seed) {
        Course course = new Course(new Random(seed), true);
        course.run();

        assertThat(course.before.seconds()).isEqualTo(course.seconds);
        assertThat(course.before.inputOctets()).isEqualTo(course.input);
        assertThat(course.before.outputOctets()).isEqualTo(course.output);
        assertThat(course.before.connections()).isEqualTo(1);
        assertThat(course.before.billedSeconds()).isGreaterThanOrEqualTo(course.seconds);
    }

    /** Where seconds were used: a period and one of its prices. */
    private record Where(int period, int entry) {}

    /** A session's, over as many closes as there are periods. */
    private static final class Course {

        private final Random random;
        private final boolean split;
        private final List<RatingPeriod> periods = new ArrayList<>();
        private final Instant start;
        private final Instant stop;
        private final long seconds;
        private final long input;
        private final long output;
        private final Map<Where, Long> secondsByPlace = new HashMap<>();
        private BilledBefore before = BilledBefore.NOTHING;
        private long knownSeconds;
        private long knownInput;
        private long knownOutput;

        /**
         * @param wild whether rounding changes, and the session is longer or shorter than the clock
         *     says
         */
        Course(Random random, boolean wild) {
            this.random = random;
            this.split = random.nextBoolean();
            int count = 1 + random.nextInt(4);
            Bands bands = bands();
            Rounding rounding = rounding();
            Instant from = BASE.plusSeconds((long) MINUTE * random.nextInt(30 * 1440));
            this.start = from.plusSeconds((long) MINUTE * (random.nextInt(3000) - 60));
            for (int i = 0; i < count; i++) {
                Instant end = from.plusSeconds((long) MINUTE * (1 + random.nextInt(2000)));
                Rounding here = wild ? rounding() : rounding;
                periods.add(
                        period(
                                i,
                                from,
                                i == count - 1 ? from.plus(Duration.ofDays(40)) : end,
                                here,
                                bands));
                from = periods.get(i).end();
            }
            this.seconds = random.nextInt(5) == 0 ? 0 : random.nextInt(3 * 86_400);
            long beside = random.nextInt(400);
            this.stop = start.plusSeconds(wild ? seconds - beside : seconds + beside);
            this.input = random.nextLong(1L << 40);
            this.output = random.nextInt(3) == 0 ? 0 : random.nextLong(1L << 40);
        }

        private RatingPeriod period(
                int id, Instant from, Instant end, Rounding rounding, Bands bands) {
            List<UsagePrice> usage = new ArrayList<>();
            bands.bands().forEach(band -> usage.add(price(band.name(), Optional.of(band.name()))));
            usage.add(price("else", Optional.empty()));
            Prices prices =
                    new Prices(
                            BigDecimal.ZERO,
                            Optional.empty(),
                            BigDecimal.ZERO,
                            rounding,
                            bands,
                            usage);
            return new RatingPeriod(id, from, end, end, ZoneId.of("Europe/Berlin"), prices);
        }

        private static UsagePrice price(String name, Optional<String> band) {
            var when =
                    new UsagePrice.Condition(
                            Optional.empty(), OptionalInt.empty(), Optional.empty(), band);
            return new UsagePrice(name, when, Optional.empty(), Optional.empty(), Optional.empty());
        }

        private Bands bands() {
            List<Band> bands = new ArrayList<>();
            for (int i = random.nextInt(3); i > 0; i--) {
                int from = random.nextInt(1380);
                int until = from + 1 + random.nextInt(1439 - from);
                bands.add(
                        new Band(
                                "b" + i,
                                EnumSet.allOf(java.time.DayOfWeek.class),
                                LocalTime.ofSecondOfDay((long) from * MINUTE),
                                LocalTime.ofSecondOfDay((long) until * MINUTE)));
            }
            return new Bands(bands);
        }

        private Rounding rounding() {
            int[] steps = {1, 6, 60, 3600};
            return new Rounding(steps[random.nextInt(4)], random.nextInt(3) * 45);
        }

        void run() {
            for (int close = 0; close < periods.size(); close++) {
                learn(periods.get(close).end());
                close(close);
            }
            knownSeconds = seconds;
            knownInput = input;
            knownOutput = output;
            rate(periods.size() - 1, true);
        }

        private void close(int last) {
            boolean over = stop.isBefore(periods.get(last).end()) && random.nextInt(4) > 0;
            rate(last, over);
        }

        /** A report says more. */
        private void learn(Instant by) {
            long most = Math.max(0, Duration.between(start, by).toSeconds());
            if (random.nextInt(4) > 0) {
                knownSeconds = grown(knownSeconds, Math.min(seconds, most));
                knownInput = grown(knownInput, input);
                knownOutput = grown(knownOutput, output);
            }
        }

        private long grown(long from, long to) {
            return to <= from || random.nextInt(5) == 0
                    ? Math.max(from, to)
                    : from + random.nextLong(to - from + 1);
        }

        private void rate(int last, boolean over) {
            var rater = new SessionRater(new RatingPeriods(periods.subList(0, last + 1)), split);
            List<RatedPart> parts = rater.rate(session(over ? stop : null), before);
            for (RatedPart part : parts) {
                requirePlausible(part, last);
                secondsByPlace.merge(
                        new Where(part.period(), part.entry()), part.seconds(), Long::sum);
                before = with(part);
            }
            assertThat(rater.rate(session(over ? stop : null), before)).isEmpty();
        }

        private void requirePlausible(RatedPart part, int last) {
            assertThat(part.period()).isBetween(0, last);
            assertThat(part.entry())
                    .isBetween(0, periods.get(part.period()).prices().usage().size() - 1);
            assertThat(
                            List.of(
                                    part.seconds(),
                                    part.billedSeconds(),
                                    part.inputOctets(),
                                    part.outputOctets(),
                                    (long) part.connections()))
                    .allMatch(value -> value >= 0);
        }

        private BilledBefore with(RatedPart part) {
            return new BilledBefore(
                    before.seconds() + part.seconds(),
                    before.billedSeconds() + part.billedSeconds(),
                    before.inputOctets() + part.inputOctets(),
                    before.outputOctets() + part.outputOctets(),
                    before.connections() + part.connections());
        }

        private MeteredSession session(@Nullable Instant stoppedAt) {
            return new MeteredSession(
                    new UUID(0, 1),
                    1,
                    "s",
                    null,
                    null,
                    false,
                    start,
                    stoppedAt,
                    knownSeconds,
                    knownInput,
                    knownOutput);
        }

        /** Minute by minute: no edge lies within one. */
        Map<Where, Long> expectedByMinute() {
            Map<Where, Long> expected = new HashMap<>();
            int stopped = periodOf(stop);
            for (long at = 0; at < seconds; at += MINUTE) {
                Instant time = start.plusSeconds(at);
                int period = split ? periodOf(time) : stopped;
                Prices prices = periods.get(period).prices();
                Optional<String> band = prices.bands().at(time, periods.get(period).zone());
                int entry = 0;
                while (entry < prices.bands().bands().size()
                        && !band.equals(prices.usage().get(entry).when().band())) {
                    entry++;
                }
                expected.merge(new Where(period, entry), Math.min(MINUTE, seconds - at), Long::sum);
            }
            secondsByPlace.values().removeIf(sum -> sum == 0);
            return expected;
        }

        private int periodOf(Instant time) {
            int found = 0;
            while (found < periods.size() - 1 && !time.isBefore(periods.get(found).end())) {
                found++;
            }
            return found;
        }
    }
}
