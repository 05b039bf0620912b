package org.portlease.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.portlease.billing.Invoice;
import org.portlease.billing.InvoiceLine;
import org.portlease.billing.LineKind;

/** What a second costs on each line of an invoice, and on all of them, on the average. */
final class AveragePrices {

    private static final int DIGITS = 15;

    private final Map<Key, BigDecimal> perSecond = new HashMap<>();
    private final BigDecimal overall;

    private record Key(long usedPeriod, OptionalInt entry) {}

    AveragePrices(Invoice invoice) {
        BigDecimal seconds = BigDecimal.ZERO;
        BigDecimal amount = BigDecimal.ZERO;
        for (InvoiceLine line : invoice.lines()) {
            if (line.kind() == LineKind.TIME) {
                perSecond.put(
                        new Key(line.usedPeriodId(), line.entry()),
                        quotient(line.amount(), line.quantity()));
                seconds = seconds.add(line.quantity());
                amount = amount.add(line.amount());
            }
        }
        overall = quotient(amount, seconds);
    }

    private static BigDecimal quotient(BigDecimal amount, BigDecimal seconds) {
        return seconds.signum() == 0
                ? BigDecimal.ZERO
                : amount.divide(seconds, DIGITS, RoundingMode.HALF_EVEN);
    }

    /** Of seconds as the invoice bills them, at one price of usage of a period. */
    BigDecimal of(long billedSeconds, long usedPeriod, int entry) {
        return perSecond
                .getOrDefault(new Key(usedPeriod, OptionalInt.of(entry)), BigDecimal.ZERO)
                .multiply(BigDecimal.valueOf(billedSeconds));
    }

    /** Of seconds that a session has more, or fewer. */
    BigDecimal of(long seconds, OurSession session) {
        return session.seconds() == 0
                ? of(seconds)
                : session.price()
                        .multiply(BigDecimal.valueOf(seconds))
                        .divide(
                                BigDecimal.valueOf(session.seconds()),
                                DIGITS,
                                RoundingMode.HALF_EVEN);
    }

    /** Of seconds that no line has. */
    BigDecimal of(long seconds) {
        return overall.multiply(BigDecimal.valueOf(seconds));
    }
}
