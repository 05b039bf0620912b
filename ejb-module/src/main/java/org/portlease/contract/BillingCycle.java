package org.portlease.contract;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.portlease.provider.Checks;

/**
 * How often a contract is billed: its periods begin at the midnights of its time zone, each where
 * the one before ends, whatever the clocks there do.
 *
 * @param day of a month, 1 to 31, where a shorter month's last day stands in; of a week, 1 (Monday)
 *     to 7; 1 of a day
 */
public record BillingCycle(Length length, int day, ZoneId zone) {

    /** How long a period lasts. */
    public enum Length {
        MONTHLY(31),
        WEEKLY(7),
        DAILY(1);

        private final int mostDay;

        Length(int mostDay) {
            this.mostDay = mostDay;
        }
    }

    public BillingCycle {
        Checks.between("the day of a " + length + " billing cycle", day, 1, length.mostDay);
    }

    /** Calendar months. */
    public static BillingCycle months(ZoneId zone) {
        return new BillingCycle(Length.MONTHLY, 1, zone);
    }

    /** Where the period of that instant began. */
    public Instant startOf(Instant now) {
        Instant start = begin(onOrBefore(now.atZone(zone).toLocalDate()));
        // where clocks go back over midnight, a day begins while the calendar still shows the last
        for (Instant next = endOf(start); !next.isAfter(now); next = endOf(start)) {
            start = next;
        }
        return start;
    }

    /** Where the period that begins then, or has that instant in it, ends. */
    public Instant endOf(Instant start) {
        LocalDate date = after(onOrBefore(start.atZone(zone).toLocalDate()));
        // where a zone leaves a day out, that day's period would be empty
        while (!begin(date).isAfter(start)) {
            date = after(date);
        }
        return begin(date);
    }

    private Instant begin(LocalDate date) {
        return date.atStartOfDay(zone).toInstant();
    }

    private LocalDate onOrBefore(LocalDate date) {
        return switch (length) {
            case DAILY -> date;
            case WEEKLY -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.of(day)));
            case MONTHLY -> {
                LocalDate here = inMonthOf(date);
                yield here.isAfter(date) ? inMonthOf(date.minusMonths(1)) : here;
            }
        };
    }

    private LocalDate after(LocalDate date) {
        return switch (length) {
            case DAILY -> date.plusDays(1);
            case WEEKLY -> date.plusWeeks(1);
            case MONTHLY -> inMonthOf(date.withDayOfMonth(1).plusMonths(1));
        };
    }

    private LocalDate inMonthOf(LocalDate date) {
        return date.withDayOfMonth(Math.min(day, date.lengthOfMonth()));
    }
}
