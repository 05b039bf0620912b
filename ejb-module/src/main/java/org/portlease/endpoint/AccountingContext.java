package org.portlease.endpoint;

import org.portlease.radius.ForwardContext;

/**
 * What is to be known again when a home server acknowledges an Accounting-Request.
 *
 * @param leg whom it was sent to
 * @param homeGroup the client provider's home servers, for the leg after the Master's
 */
record AccountingContext(Leg leg, long homeGroup) implements ForwardContext {}
