package org.portlease.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/**
 * An amount of one currency. Amounts of different currencies never mix. What is billed is
 * {@linkplain #round rounded} half-even to the currency's digits.
 */
public record Money(BigDecimal amount, Currency currency) implements Comparable<Money> {

    public static Money of(BigDecimal amount, String currencyCode) {
        return new Money(amount, Currency.getInstance(currencyCode));
    }

    /** An amount at the precision that its currency is paid in, rounded half-even. */
    public static BigDecimal round(BigDecimal amount, Currency currency) {
        return amount.setScale(digits(currency), RoundingMode.HALF_EVEN);
    }

    /** How many digits stand behind the point where the currency is paid. */
    public static int digits(Currency currency) {
        return Math.max(0, currency.getDefaultFractionDigits());
    }

    public Money plus(Money other) {
        return new Money(amount.add(other.in(currency).amount), currency);
    }

    @Override
    public int compareTo(Money other) {
        return amount.compareTo(other.in(currency).amount);
    }

    /** Equal amounts are equal whatever their scale: 1.0 and 1.00 are the same money. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Money money
                && currency.equals(money.currency)
                && amount.compareTo(money.amount) == 0;
    }

    @Override
    public int hashCode() {
        return 31 * amount.stripTrailingZeros().hashCode() + currency.hashCode();
    }

    @Override
    public String toString() {
        return amount.toPlainString() + " " + currency;
    }

    private Money in(Currency expected) {
        if (!currency.equals(expected)) {
            throw new IllegalArgumentException("expected " + expected + ", but got " + currency);
        }
        return this;
    }
}
