/**
 * What things cost: tariffs with their versions, scales, bands of the day and taxes. Pure values;
 * it is asked, and knows nothing of sessions or invoices.
 */
@NullMarked
package org.portlease.tariff;

import org.jspecify.annotations.NullMarked;
