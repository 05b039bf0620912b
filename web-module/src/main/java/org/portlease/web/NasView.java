package org.portlease.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.provider.Nas;
import org.portlease.provisioning.Names;

/** A NAS as it is shown. */
@Schema(name = "Nas")
public record NasView(
        @Schema(examples = "7") long id,
        @Schema(examples = "Berlin 1") String name,
        @Schema(examples = "Berlin") String pop,
        @Schema(examples = "192.0.2.10") String network,
        @Schema(examples = "REQUIRED") MessageAuthenticator messageAuthenticator,
        @Schema(examples = "false") boolean proxy,
        @Schema(examples = "8000") long budgetMillis,
        @Schema(examples = "North") @Nullable String visitedProvider,
        @Schema(examples = "true") boolean uniquePorts,
        @Schema(examples = "600") @Nullable Integer interimSeconds,
        @Schema(examples = "3") int missedInterims,
        @Schema(examples = "86400") long longestSessionSeconds,
        @Schema(examples = "false") boolean macAuthentication,
        @Schema(examples = "100000") @Nullable Long lineKbps,
        @Schema(examples = "3799") int authorizationPort) {

    static NasView of(Nas nas, Names names) {
        Nas.Sessions sessions = nas.sessions();
        return new NasView(
                nas.id(),
                nas.name(),
                names.ofPop(nas.popId()),
                nas.network(),
                nas.messageAuthenticator(),
                nas.isProxy(),
                nas.budget().toMillis(),
                nas.visitedProviderId().isPresent()
                        ? names.ofProvider(nas.visitedProviderId().getAsLong())
                        : null,
                sessions.uniquePorts(),
                sessions.interimSeconds().isPresent() ? sessions.interimSeconds().getAsInt() : null,
                sessions.missedInterims(),
                sessions.longest().toSeconds(),
                sessions.macAuthentication(),
                sessions.lineKbps().isPresent() ? sessions.lineKbps().getAsLong() : null,
                sessions.authorizationPort());
    }
}
