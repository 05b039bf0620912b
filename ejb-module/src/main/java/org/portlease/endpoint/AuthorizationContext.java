package org.portlease.endpoint;

import java.util.OptionalLong;
import org.portlease.radius.ForwardContext;

/**
 * A home server's CoA- or Disconnect-Request is at a NAS: its answer goes back.
 *
 * @param provider the home server's; empty where it is the Master RADIUS server
 */
record AuthorizationContext(OptionalLong provider) implements ForwardContext {}
