package org.portlease.tariff;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;

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
        for (Band band : bands) {
            change = sooner(change, local, band.from());
            change = sooner(change, local, band.until());
        }
        // the clocks may jump into a band, or back into one
        var transition = zone.getRules().nextTransition(instant);
        if (transition != null && transition.getInstant().isBefore(change)) {
            change = transition.getInstant();
        }
        // and where they went back over midnight, the next day has begun already
        return change.isAfter(instant) ? change : instant.plusSeconds(1);
    }

    /** That time of the day, which the clocks may show twice, where it comes before the change. */
    private static Instant sooner(Instant change, ZonedDateTime after, LocalTime edge) {
        ZonedDateTime first = ZonedDateTime.of(after.toLocalDate(), edge, after.getZone());
        Instant next = first.toInstant();
        if (!next.isAfter(after.toInstant())) {
            next = first.withLaterOffsetAtOverlap().toInstant();
        }
        return next.isAfter(after.toInstant()) && next.isBefore(change) ? next : change;
    }
}
