package org.portlease.invoice;

import java.math.BigDecimal;

/**
 * The lines of one tax together (EN 16931 group BG-23).
 *
 * @param net the sum of their amounts
 * @param amount the tax on it, rounded half-even to the currency's precision
 */
public record TaxTotal(Tax tax, BigDecimal net, BigDecimal amount) {}
