package org.portlease.endpoint;

import org.portlease.radius.ForwardContext;

/** A home server's CoA- or Disconnect-Request is at a NAS: its answer goes back as it is. */
record AuthorizationContext() implements ForwardContext {}
