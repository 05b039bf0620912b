package org.portlease.settlement;

import java.time.LocalDate;
import java.util.Currency;

/**
 * Which invoices are set off: those between us and a provider, in one currency.
 *
 * @param asOf those that were issued on that day or before
 */
public record NettingRequest(long providerId, Currency currency, LocalDate asOf) {}
