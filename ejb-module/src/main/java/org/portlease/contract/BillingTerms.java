package org.portlease.contract;

import java.time.Duration;
import java.util.Optional;
import org.portlease.provider.Checks;

/**
 * How a contract is billed, whatever the prices are.
 *
 * @param length of a billing period
 * @param day on which a period begins, as {@link BillingCycle} counts it
 * @param split whether a session that crosses a boundary is billed in parts, to each period its
 *     own; else it is billed whole in the period in which it stops
 * @param automatic whether an invoice is issued when its period closes; else a person issues it
 * @param delay how long after its end a period is closed, so that interims and Stops may still come
 * @param paymentDays how many days after its issue an invoice is due
 * @param taxCode which of the tax rates applies; empty for none
 */
public record BillingTerms(
        BillingCycle.Length length,
        int day,
        boolean split,
        boolean automatic,
        Duration delay,
        int paymentDays,
        Optional<String> taxCode) {

    /** Of a contract in which nothing else was agreed on: calendar months. */
    public static final BillingTerms USUAL =
            new BillingTerms(
                    BillingCycle.Length.MONTHLY,
                    1,
                    true,
                    true,
                    Duration.ofHours(1),
                    30,
                    Optional.empty());

    private static final int LONGEST_DELAY_SECONDS = 7 * 86_400;
    private static final int MOST_PAYMENT_DAYS = 365;

    public BillingTerms {
        delay = Checks.seconds("the delay of a close", delay, 0, LONGEST_DELAY_SECONDS);
        Checks.between("the days of payment", paymentDays, 0, MOST_PAYMENT_DAYS);
    }
}
