package org.portlease.tariff;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The bands of a tariff; where several hold at a time, the first does. */
public record Bands(List<Band> bands) {

    public static final Bands NONE = new Bands(List.of());

    public Bands {
        bands = List.copyOf(bands);
        if (bands.stream().map(Band::name).distinct().count() < bands.size()) {
            throw new IllegalArgumentException("bands must have names of their own");
        }
    }

    /** The name of the band of that time; empty where none holds. */
    public Optional<String> at(Instant instant, ZoneId zone) {
        ZonedDateTime local = instant.atZone(zone);
        return bands.stream()
                .filter(band -> band.holds(local.getDayOfWeek(), local.toLocalTime()))
                .map(Band::name)
                .findFirst();
    }

    /** The next time after this one when another band may hold; never, without bands. */
    public Instant nextChange(Instant instant, ZoneId zone) {
        if (bands.isEmpty()) {
            return Instant.MAX;
        }
        ZonedDateTime local = instant.atZone(zone);
        Instant change = local.toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
        for (LocalTime edge : edges()) {
            ZonedDateTime first = ZonedDateTime.of(local.toLocalDate(), edge, zone);
            change = sooner(change, first.toInstant(), instant);
            change = sooner(change, first.withLaterOffsetAtOverlap().toInstant(), instant);
        }
        // the clocks may jump into a band, or back into one
        var transition = zone.getRules().nextTransition(instant);
        if (transition != null && transition.getInstant().isBefore(change)) {
            change = transition.getInstant();
        }
        // and where they went back over midnight, the next day has begun already
        return change.isAfter(instant) ? change : instant.plusSeconds(1);
    }

    private static Instant sooner(Instant change, Instant other, Instant after) {
        return other.isAfter(after) && other.isBefore(change) ? other : change;
    }

    private NavigableSet<LocalTime> edges() {
        NavigableSet<LocalTime> edges = new TreeSet<>();
        bands.stream().flatMap(band -> Stream.of(band.from(), band.until())).forEach(edges::add);
        return edges;
    }
}
