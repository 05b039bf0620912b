package org.portlease.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.math.BigDecimal;

/**
 * What a client owes, as admission needs to know it in constant time: what was invoiced and is not
 * paid, what the running period has come to when it was last rated, and what each hour of
 * connection since then adds at most. In the contract's currency.
 *
 * @param owed of issued invoices; negative where the client has paid ahead
 * @param unbilled of sessions that no issued invoice has, when they were last rated
 * @param unbilledAtSeconds the capacity row's unbilled seconds at that time
 * @param perHour what an hour of connection adds, at the dearest price
 */
@Embeddable
public record Credit(
        @Column(precision = 19, scale = 4) BigDecimal owed,
        @Column(precision = 19, scale = 4) BigDecimal unbilled,
        long unbilledAtSeconds,
        @Column(precision = 19, scale = 6) BigDecimal perHour) {

    private static final BigDecimal SECONDS_AN_HOUR = BigDecimal.valueOf(3600);

    public static final Credit NONE =
            new Credit(BigDecimal.ZERO, BigDecimal.ZERO, 0, BigDecimal.ZERO);

    /** More, or less, is owed. */
    Credit charged(BigDecimal amount) {
        return new Credit(owed.add(amount), unbilled, unbilledAtSeconds, perHour);
    }

    /** So much of what was unbilled is owed. */
    Credit billed(BigDecimal total) {
        BigDecimal left = unbilled.subtract(total).max(BigDecimal.ZERO);
        return new Credit(owed.add(total), left, unbilledAtSeconds, perHour);
    }

    /** The running period was rated. */
    Credit rated(BigDecimal newUnbilled, long atSeconds, BigDecimal newPerHour) {
        return new Credit(owed, newUnbilled, atSeconds, newPerHour);
    }

    /** owed + unbilled + seconds since * rate >= limit, compared without a division. */
    public boolean reaches(BigDecimal limit, long unbilledSeconds) {
        long since = Math.max(0, unbilledSeconds - unbilledAtSeconds);
        BigDecimal left = limit.subtract(owed).subtract(unbilled);
        return perHour.multiply(BigDecimal.valueOf(since)).compareTo(left.multiply(SECONDS_AN_HOUR))
                >= 0;
    }
}
