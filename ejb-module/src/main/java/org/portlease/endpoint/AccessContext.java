package org.portlease.endpoint;

import java.util.UUID;
import org.portlease.radius.ForwardContext;

/**
 * What is to be known again when a home server answers an Access-Request.
 *
 * @param leg whom it was sent to
 * @param leaseId the port that is held meanwhile
 * @param route whose it is
 */
record AccessContext(Leg leg, UUID leaseId, Route route) implements ForwardContext {}
