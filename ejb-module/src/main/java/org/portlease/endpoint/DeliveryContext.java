package org.portlease.endpoint;

import org.portlease.outbound.Deliveries.Sent;
import org.portlease.radius.ForwardContext;

/** Which stored report it was that is answered, or not. */
record DeliveryContext(Sent sent) implements ForwardContext {}
