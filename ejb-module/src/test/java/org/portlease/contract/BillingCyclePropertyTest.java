package org.portlease.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.portlease.contract.BillingCycle.Length;

/** Whatever clocks do anywhere, periods follow each other without a gap and never overlap. */
class BillingCyclePropertyTest {

    private static final Instant FIRST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2100-01-01T00:00:00Z");

    /** Until then rules repeat themselves. */
    private static final Instant LAST_TRANSITION = Instant.parse("2040-01-01T00:00:00Z");

    private static final long[] AROUND = {-90_000, -3601, -1, 0, 1, 1800, 3600, 86_400};

    @Property
    void anyInstantLiesInExactlyOnePeriod(
            @ForAll("cycles") BillingCycle cycle, @ForAll("instants") Instant now) {
        requireTiles(cycle, now);
    }

    @Example
    void periodsTileTimeAroundEveryTransitionOfEveryZone() {
        for (ZoneId zone : zonesOfDifferentRules()) {
            List<BillingCycle> cycles = cyclesIn(zone);
            for (ZoneOffsetTransition change : transitions(zone.getRules())) {
                for (BillingCycle cycle : cycles) {
                    for (long seconds : AROUND) {
                        requireTiles(cycle, change.getInstant().plusSeconds(seconds));
                    }
                }
            }
        }
    }

    private static void requireTiles(BillingCycle cycle, Instant now) {
        Instant start = cycle.startOf(now);
        Instant end = cycle.endOf(start);
        boolean holds =
                !start.isAfter(now)
                        && end.isAfter(now)
                        && cycle.startOf(start).equals(start)
                        && cycle.startOf(end).equals(end)
                        && cycle.startOf(end.minusNanos(1)).equals(start)
                        && cycle.endOf(now).equals(end);
        if (!holds) { // a description costs more than all the rest
            assertThat(holds).as("%s at %s: from %s to %s", cycle, now, start, end).isTrue();
        }
    }

    private static List<ZoneId> zonesOfDifferentRules() {
        Set<ZoneRules> seen = new HashSet<>();
        return ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .map(ZoneId::of)
                .filter(zone -> seen.add(zone.getRules()))
                .toList();
    }

    private static List<ZoneOffsetTransition> transitions(ZoneRules rules) {
        List<ZoneOffsetTransition> all = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(FIRST);
        while (next != null && next.getInstant().isBefore(LAST_TRANSITION)) {
            all.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        return all;
    }

    private static List<BillingCycle> cyclesIn(ZoneId zone) {
        return List.of(
                new BillingCycle(Length.DAILY, 1, zone),
                new BillingCycle(Length.WEEKLY, 7, zone),
                new BillingCycle(Length.WEEKLY, 5, zone),
                new BillingCycle(Length.MONTHLY, 1, zone),
                new BillingCycle(Length.MONTHLY, 30, zone),
                new BillingCycle(Length.MONTHLY, 31, zone));
    }

    @Provide
    Arbitrary<BillingCycle> cycles() {
        Arbitrary<ZoneId> zones =
                Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList())
                        .map(ZoneId::of);
        return Arbitraries.of(Length.class)
                .flatMap(
                        length ->
                                Combinators.combine(
                                                Arbitraries.integers().between(1, mostDay(length)),
                                                zones)
                                        .as((day, zone) -> new BillingCycle(length, day, zone)));
    }

    private static int mostDay(Length length) {
        return switch (length) {
            case MONTHLY -> 31;
            case WEEKLY -> 7;
            case DAILY -> 1;
        };
    }

    @Provide
    Arbitrary<Instant> instants() {
        return Arbitraries.longs()
                .between(FIRST.getEpochSecond(), LAST.getEpochSecond())
                .map(Instant::ofEpochSecond);
    }
}
