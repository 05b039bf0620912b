package org.portlease.endpoint;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.ForwardContext;

/**
 * What is to be known again when a home server answers an Access-Request.
 *
 * @param leg whom it was sent to
 * @param leaseId the port that is held meanwhile
 * @param reservedUntil how long the port is held for this request: where it is held for longer, the
 *     attempt was made again meanwhile
 * @param route whose it is
 * @param tracer who takes notes of it; null for nobody
 */
record AccessContext(
        Leg leg, UUID leaseId, Instant reservedUntil, Route route, @Nullable RequestTracer tracer)
        implements ForwardContext {

    AccessContext forHome() {
        return new AccessContext(Leg.HOME, leaseId, reservedUntil, route, tracer);
    }

    AccessContext tracedBy(RequestTracer newTracer) {
        return new AccessContext(leg, leaseId, reservedUntil, route, newTracer);
    }
}
