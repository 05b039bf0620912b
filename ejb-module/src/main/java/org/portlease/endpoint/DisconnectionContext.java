package org.portlease.endpoint;

import java.util.UUID;
import org.portlease.radius.ForwardContext;

/** Which Disconnect-Request of ours it was that is answered, or not. */
record DisconnectionContext(UUID disconnection) implements ForwardContext {}
