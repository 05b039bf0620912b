package org.portlease.invoice;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A line of a document. Its amount is the quantity at its price, free amounts and tiers considered;
 * a price of one unit need not exist.
 *
 * @param number from 1
 * @param text what it is for, for people
 * @param quantity negative where it takes back
 * @param amount net, at the currency's precision; negative where it takes back
 * @param late the earlier period that the usage is of, where it came after that one was closed
 */
public record DocumentLine(
        int number,
        String text,
        BigDecimal quantity,
        LineUnit unit,
        BigDecimal amount,
        Tax tax,
        Optional<DocumentPeriod> late) {}
