package org.portlease.endpoint;

import java.time.Instant;
import java.util.UUID;
import org.portlease.radius.ForwardContext;

/**
 * What is to be known again when a home server answers an Access-Request.
 *
 * @param leg whom it was sent to
 * @param leaseId the port that is held meanwhile
 * @param reservedUntil how long the port is held for this request: where it is held for longer, the
 *     attempt was made again meanwhile
 * @param route whose it is
 */
record AccessContext(Leg leg, UUID leaseId, Instant reservedUntil, Route route)
        implements ForwardContext {

    AccessContext forHome() {
        return new AccessContext(Leg.HOME, leaseId, reservedUntil, route);
    }
}
