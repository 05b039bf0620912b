package org.portlease.invoice;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A billing period.
 *
 * @param from the first instant in it
 * @param until the first instant after it
 * @param zone whose midnights bound it
 */
public record DocumentPeriod(Instant from, Instant until, ZoneId zone) {

    public LocalDate firstDay() {
        return from.atZone(zone).toLocalDate();
    }

    /** The last day that it has part of. */
    public LocalDate lastDay() {
        return until.minusNanos(1).atZone(zone).toLocalDate();
    }
}
