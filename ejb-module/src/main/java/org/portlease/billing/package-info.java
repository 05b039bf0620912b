/**
 * What client providers are billed: periods, what of each session an invoice has, invoices, credit
 * notes, payments. No packet and no admission is decided here.
 */
@NullMarked
package org.portlease.billing;

import org.jspecify.annotations.NullMarked;
