package org.portlease.settlement;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;
import org.portlease.billing.BillingRefusedException;
import org.portlease.json.Plain;

/**
 * How far two records of one session may be apart and agree all the same.
 *
 * @param seconds that a session's length may differ by; 0 to 86,400
 * @param percent of our seconds that it may differ by, where that is more; 0 to 100
 * @param octetsPercent of our octets that each direction may differ by; 0 to 100
 * @param startMinutes that the starts may be apart; 0 to 1,440
 */
@Embeddable
public record Tolerance(
        @Column(name = "tolerance_seconds") long seconds,
        @Column(name = "tolerance_percent", precision = 6, scale = 3) BigDecimal percent,
        @Column(precision = 6, scale = 3) BigDecimal octetsPercent,
        int startMinutes) {

    private static final long MOST_SECONDS = 86_400;
    private static final int MOST_MINUTES = 1_440;
    private static final int PERCENT_DIGITS = 3;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Tolerance {
        within("a tolerance's seconds", BigDecimal.valueOf(seconds), MOST_SECONDS);
        within("a tolerance's per cent of seconds", percent, 100);
        within("a tolerance's per cent of octets", octetsPercent, 100);
        within("a tolerance's minutes", BigDecimal.valueOf(startMinutes), MOST_MINUTES);
    }

    private static void within(String what, BigDecimal value, long most) {
        if (Plain.fault(value).isPresent()
                || value.signum() < 0
                || value.compareTo(BigDecimal.valueOf(most)) > 0
                || value.stripTrailingZeros().scale() > PERCENT_DIGITS) {
            throw new BillingRefusedException(
                    what
                            + " must be 0 to "
                            + most
                            + ", with at most "
                            + PERCENT_DIGITS
                            + " digits behind the point, but was "
                            + value);
        }
    }

    boolean allowsSeconds(long ours, long theirs) {
        return Math.abs(ours - theirs) <= seconds || isWithin(percent, ours, theirs);
    }

    boolean allowsOctets(long ours, long theirs) {
        return isWithin(octetsPercent, ours, theirs);
    }

    private static boolean isWithin(BigDecimal percent, long ours, long theirs) {
        return BigDecimal.valueOf(Math.abs(ours - theirs))
                        .multiply(HUNDRED)
                        .compareTo(percent.multiply(BigDecimal.valueOf(Math.abs(ours))))
                <= 0;
    }
}
