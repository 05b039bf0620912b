/**
 * What is settled with clients beyond payments: their records compared with our invoices, disputes,
 * and invoices set off where each is the other's client. Nothing is metered or priced here.
 */
@NullMarked
package org.portlease.settlement;

import org.jspecify.annotations.NullMarked;
