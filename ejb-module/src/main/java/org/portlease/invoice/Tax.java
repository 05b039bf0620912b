package org.portlease.invoice;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Checks;

/**
 * A tax as it applies to a line.
 *
 * @param percent 0 unless the category is taxed
 * @param reason why there is none; null where the category needs no reason
 */
public record Tax(TaxCategory category, BigDecimal percent, @Nullable String reason) {

    private static final BigDecimal MOST = BigDecimal.valueOf(100);
    private static final int LONGEST = 253;
    private static final int MOST_DIGITS = 3;

    /** Nothing is taxed: the seller has said nothing of VAT. */
    public static final Tax NONE =
            new Tax(TaxCategory.OUTSIDE_SCOPE, BigDecimal.ZERO, "Not subject to VAT");

    public Tax {
        percent = percent.stripTrailingZeros();
        if (percent.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException(
                    "a tax must have at most "
                            + MOST_DIGITS
                            + " digits behind the point, but was "
                            + percent.toPlainString()
                            + " %");
        }
        boolean fits =
                category.isTaxed()
                        ? percent.signum() > 0 && percent.compareTo(MOST) <= 0
                        : percent.signum() == 0;
        if (!fits) {
            throw new IllegalArgumentException(
                    "a tax of category "
                            + category
                            + " must be "
                            + (category.isTaxed() ? "above 0 and at most 100 %" : "0 %")
                            + ", but was "
                            + percent.toPlainString()
                            + " %");
        }
        boolean needsReason = !category.isTaxed() && category != TaxCategory.ZERO;
        if (needsReason && reason == null) {
            throw new IllegalArgumentException(
                    "a tax of category " + category + " must say why, but there is no reason");
        }
        if (reason != null) {
            reason = Checks.text("a tax's reason", reason, LONGEST);
        }
    }
}
