/**
 * What happens, told to whom it concerns: events, published in the transaction that makes them
 * true, and delivered as signed webhooks by a timer. Knows providers; what an event means, its
 * publisher knows.
 */
@NullMarked
package org.portlease.event;

import org.jspecify.annotations.NullMarked;
