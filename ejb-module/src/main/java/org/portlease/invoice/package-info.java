/**
 * Invoices and credit notes as documents: values that a person, a program or a tax office reads. No
 * table and no tariff lives here.
 */
@NullMarked
package org.portlease.invoice;

import org.jspecify.annotations.NullMarked;
