package org.portlease.contract;

import java.time.Instant;
import java.time.ZoneId;

/** The billing periods of a contract: calendar months, from local midnight to local midnight. */
public record BillingMonths(ZoneId zone) {

    /** Where the period of that instant began. */
    public Instant startOf(Instant now) {
        return now.atZone(zone).toLocalDate().withDayOfMonth(1).atStartOfDay(zone).toInstant();
    }
}
