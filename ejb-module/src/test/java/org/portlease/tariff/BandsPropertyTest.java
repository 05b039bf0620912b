package org.portlease.tariff;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Cut where a band may change, time has one band in each piece, whatever clocks do. */
class BandsPropertyTest {

    private static final int MINUTES_A_DAY = 1440;

    @Property
    void withinAPieceTheBandIsTheSame(
            @ForAll("bands") Bands bands,
            @ForAll("zones") ZoneId zone,
            @ForAll("moments") Instant moment,
            @ForAll boolean nearTransition) {
        Instant from = nearTransition ? nearTransition(zone, moment) : moment;
        Instant until = from.plus(2, ChronoUnit.DAYS);
        Instant at = from;
        while (at.isBefore(until)) {
            Instant next = bands.nextChange(at, zone);
            assertThat(next).isAfter(at);
            Optional<String> band = bands.at(at, zone);
            Instant end = next.isBefore(until) ? next : until;
            for (Instant sample = at; sample.isBefore(end); sample = sample.plusSeconds(60)) {
                requireSame(bands, zone, band, at, sample);
            }
            requireSame(bands, zone, band, at, end.minusSeconds(1));
            at = next;
        }
    }

    private static void requireSame(
            Bands bands, ZoneId zone, Optional<String> band, Instant from, Instant sample) {
        if (!bands.at(sample, zone).equals(band)) {
            assertThat(bands.at(sample, zone))
                    .as("%s in %s, in the piece from %s", sample, zone, from)
                    .isEqualTo(band);
        }
    }

    /** Some hours before the next time that clocks change there. */
    private static Instant nearTransition(ZoneId zone, Instant moment) {
        var next = zone.getRules().nextTransition(moment);
        return next == null ? moment : next.getInstant().minus(20, ChronoUnit.HOURS);
    }

    @Provide
    Arbitrary<Bands> bands() {
        Arbitrary<Band> band =
                Combinators.combine(
                                Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
                                Arbitraries.integers().between(0, MINUTES_A_DAY - 2),
                                Arbitraries.integers().between(1, MINUTES_A_DAY))
                        .as(
                                (days, from, length) ->
                                        new Band(
                                                "b",
                                                days,
                                                minute(from),
                                                minute(Math.min(MINUTES_A_DAY, from + length))));
        return band.list().ofMinSize(1).ofMaxSize(3).map(BandsPropertyTest::named);
    }

    private static Bands named(List<Band> bands) {
        List<Band> named = new ArrayList<>();
        for (Band band : bands) {
            named.add(new Band("band " + named.size(), band.days(), band.from(), band.until()));
        }
        return new Bands(named);
    }

    private static LocalTime minute(int minute) {
        return LocalTime.ofSecondOfDay(minute % MINUTES_A_DAY * 60L);
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        Arbitrary<String> odd =
                Arbitraries.of(
                        "America/St_Johns",
                        "America/Havana",
                        "Atlantic/Azores",
                        "Africa/Cairo",
                        "Antarctica/Troll",
                        "Australia/Lord_Howe",
                        "Pacific/Apia",
                        "Europe/Berlin");
        Arbitrary<String> any =
                Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList());
        return Arbitraries.oneOf(odd, any).map(ZoneId::of);
    }

    @Provide
    Arbitrary<Instant> moments() {
        return Arbitraries.longs()
                .between(0, Instant.parse("2100-01-01T00:00:00Z").getEpochSecond())
                .map(Instant::ofEpochSecond);
    }
}
