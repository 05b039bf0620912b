package org.portlease.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.portlease.invoice.DocumentPeriod;
import org.portlease.tariff.Prices;

/**
 * A billing period with its prices.
 *
 * @param from the first instant in it
 * @param until up to where it is rated: its end, or now in a preview
 * @param end the first instant after it
 * @param zone by whose clocks bands of the day go
 */
public record RatingPeriod(
        long id, Instant from, Instant until, Instant end, ZoneId zone, Prices prices) {

    public long seconds() {
        return Duration.between(from, end).toSeconds();
    }

    LocalDate lastDay() {
        return document().lastDay();
    }

    DocumentPeriod document() {
        return new DocumentPeriod(from, end, zone);
    }
}
