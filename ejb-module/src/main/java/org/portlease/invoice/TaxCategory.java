package org.portlease.invoice;

/** How VAT applies (UNCL 5305, as EN 16931 uses it). */
public enum TaxCategory {
    /** At a rate above zero. */
    STANDARD("S"),
    /** At a rate of zero. */
    ZERO("Z"),
    /** Exempt, for a reason that the invoice states. */
    EXEMPT("E"),
    /** The buyer owes it. */
    REVERSE_CHARGE("AE"),
    /** Not subject to VAT. */
    OUTSIDE_SCOPE("O");

    private final String code;

    TaxCategory(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** Whether a rate above zero may go with it. */
    public boolean isTaxed() {
        return this == STANDARD;
    }
}
