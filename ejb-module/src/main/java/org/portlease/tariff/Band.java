package org.portlease.tariff;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.Set;

/**
 * A part of the week that has prices of its own, by the contract's clocks: peak hours, say.
 *
 * @param days on which it begins
 * @param from when it begins on them
 * @param until when it ends on them, the first moment after it; midnight stands for the day's end
 */
public record Band(String name, Set<DayOfWeek> days, LocalTime from, LocalTime until) {

    public Band {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("the band " + name + " must name a day");
        }
        days = Set.copyOf(EnumSet.copyOf(days));
        boolean ends = until.equals(LocalTime.MIDNIGHT) || from.isBefore(until);
        if (!ends) {
            throw new IllegalArgumentException(
                    "the band " + name + " must end after " + from + ", but ends at " + until);
        }
    }

    boolean holds(DayOfWeek day, LocalTime time) {
        return days.contains(day)
                && !time.isBefore(from)
                && (until.equals(LocalTime.MIDNIGHT) || time.isBefore(until));
    }
}
