package org.portlease.settlement;

import java.math.BigDecimal;
import java.util.Currency;
import org.portlease.billing.BillingRefusedException;
import org.portlease.contract.Money;

/** What people must say, refused with a sentence where they do not. */
final class Required {

    private static final int LONGEST_NAME = 64;
    private static final int MOST_DIGITS = 15;

    private Required() {}

    static String text(String what, String text, int most) {
        if (text.isBlank()
                || text.length() > most
                || text.chars().anyMatch(Character::isISOControl)) {
            throw new BillingRefusedException(
                    what
                            + " must have 1 to "
                            + most
                            + " characters, not only blanks and none of control, but has "
                            + text.length());
        }
        return text;
    }

    /** Who does something. */
    static String who(String who) {
        return text("the name of who does so", who, LONGEST_NAME);
    }

    /** An amount that can be paid in its currency, of any sign. */
    static BigDecimal payable(String what, BigDecimal amount, Currency currency) {
        if (amount.stripTrailingZeros().scale() > Money.digits(currency)
                || amount.precision() - amount.scale() > MOST_DIGITS) {
            throw new BillingRefusedException(
                    what
                            + " must have at most "
                            + Money.digits(currency)
                            + " digits behind the point and "
                            + MOST_DIGITS
                            + " before it in "
                            + currency
                            + ", but was "
                            + amount);
        }
        return Money.round(amount, currency);
    }
}
