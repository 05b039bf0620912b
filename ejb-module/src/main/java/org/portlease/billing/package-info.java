/**
 * What client providers are billed: periods, invoices, credit notes; below admission and
 * accounting, above session.
 */
@NullMarked
package org.portlease.billing;

import org.jspecify.annotations.NullMarked;
