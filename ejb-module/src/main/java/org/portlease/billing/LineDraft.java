package org.portlease.billing;

import java.math.BigDecimal;
import java.util.OptionalInt;
import org.portlease.invoice.Tax;

/**
 * A line as it is computed.
 *
 * @param usedPeriod the period's id that it is of: an earlier one's is late
 * @param entry which price of usage of that period; empty for what is no usage
 * @param quantity in the kind's unit
 * @param amount rounded half-even to the currency's digits
 */
public record LineDraft(
        LineKind kind,
        long usedPeriod,
        OptionalInt entry,
        String text,
        BigDecimal quantity,
        BigDecimal amount,
        Tax tax) {}
