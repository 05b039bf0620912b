package org.portlease.endpoint;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.outbound.Disconnection;

/**
 * What a NAS answered to a Disconnect-Request of ours.
 *
 * @param answer empty where it kept silent
 * @param errorCause Error-Cause (RFC 5176 section 3.5)
 */
record Disconnected(
        UUID disconnection, Optional<Disconnection.Answer> answer, @Nullable Integer errorCause) {}
