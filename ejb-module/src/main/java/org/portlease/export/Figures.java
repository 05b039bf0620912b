package org.portlease.export;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Numbers as they are written: plainly, never with an exponent of ten above zero. */
final class Figures {

    private Figures() {}

    /** With as many decimals as the currency has; more only where the amount has more. */
    static BigDecimal amount(BigDecimal amount, Currency currency) {
        int digits = Math.max(decimals(amount), currency.getDefaultFractionDigits());
        return amount.setScale(digits, RoundingMode.UNNECESSARY);
    }

    /** Without zeros at the end. */
    static BigDecimal quantity(BigDecimal quantity) {
        return quantity.setScale(decimals(quantity), RoundingMode.UNNECESSARY);
    }

    /** How many decimals it takes to write the number in full. */
    static int decimals(BigDecimal number) {
        return Math.max(0, number.stripTrailingZeros().scale());
    }
}
