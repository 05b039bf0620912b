package org.portlease.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.HealthCheck;
import org.portlease.provider.HomeServer;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.provisioning.Names;

/** A home server as it is shown. */
@Schema(name = "HomeServer")
public record HomeServerView(
        @Schema(examples = "5") long id,
        @Schema(examples = "North", description = "Absent for the existing Master RADIUS server's")
                @Nullable String provider,
        @Schema(examples = "192.0.2.20") String address,
        @Schema(examples = "1812") int authPort,
        @Schema(examples = "1813") int acctPort,
        @Schema(examples = "REQUIRED") MessageAuthenticator messageAuthenticator,
        @Schema(examples = "1") int priority,
        @Schema(examples = "2000") long timeoutMillis,
        @Schema(examples = "2") int tries,
        @Schema(examples = "USE") HealthCheck healthCheck,
        @Schema(examples = "false") boolean authorizes) {

    static HomeServerView of(HomeServer server, Names names) {
        return new HomeServerView(
                server.id(),
                server.providerId().isPresent()
                        ? names.ofProvider(server.providerId().getAsLong())
                        : null,
                server.address(),
                server.authPort(),
                server.acctPort(),
                server.messageAuthenticator(),
                server.priority(),
                server.timeout().toMillis(),
                server.tries(),
                server.healthCheck(),
                server.authorizes());
    }
}
