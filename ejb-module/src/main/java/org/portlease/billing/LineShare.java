package org.portlease.billing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.portlease.tariff.UsagePrice;

/**
 * Shares the amount of a line of usage out over its sessions, in proportion to their quantities:
 * after each session, what all up to it have together is rounded to the currency's digits, and the
 * session has what that is more than before. So the shares sum to the line exactly.
 */
final class LineShare {

    private final InvoiceLine line;
    private final Optional<UsagePrice.Direction> direction;
    private final int digits;
    private final BigInteger whole;

    /**
     * @param direction of traffic; empty where the line is of something else
     * @param digits of the currency
     */
    LineShare(InvoiceLine line, Optional<UsagePrice.Direction> direction, int digits) {
        this.line = line;
        this.direction = direction;
        this.digits = digits;
        this.whole =
                (line.kind() == LineKind.TRAFFIC
                                ? line.quantity().multiply(PeriodLines.OCTETS_A_GIGABYTE)
                                : line.quantity())
                        .toBigIntegerExact();
    }

    InvoiceLine line() {
        return line;
    }

    /** Whether sessions have its amount; else there is nothing to share it out by. */
    boolean isOfSessions() {
        return whole.signum() != 0;
    }

    /** The sum of its sessions' quantities: seconds, connections or octets. */
    BigInteger whole() {
        return whole;
    }

    /** What counts of a session's part, or of the sums of several. */
    BigInteger quantity(
            BigInteger billedSeconds, BigInteger connections, BigInteger input, BigInteger output) {
        return switch (line.kind()) {
            case TIME -> billedSeconds;
            case CONNECTIONS -> connections;
            case TRAFFIC ->
                    switch (direction.orElseThrow()) {
                        case INPUT -> input;
                        case OUTPUT -> output;
                        case BOTH -> input.add(output);
                    };
            default ->
                    throw new IllegalArgumentException(
                            "expected a line of usage, but got one of " + line.kind());
        };
    }

    /** What the sessions up to one have of the amount, where that is their quantity. */
    BigDecimal upTo(BigInteger quantity) {
        if (!isOfSessions()) {
            return BigDecimal.ZERO.setScale(digits);
        }
        return line.amount()
                .multiply(new BigDecimal(quantity))
                .divide(new BigDecimal(whole), digits, RoundingMode.HALF_EVEN);
    }
}
