package org.portlease.web;

import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;
import org.portlease.outbound.LiveSessions;
import org.portlease.outbound.SessionFilter;
import org.portlease.session.LeaseState;
import org.portlease.web.api.ProblemException;

/** Which sessions are to be listed: a {@code @BeanParam}. */
public class SessionQuery {

    @Parameter(description = "The name of a client provider")
    @QueryParam("provider")
    private @Nullable String provider;

    @QueryParam("contract")
    private @Nullable Long contract;

    @Parameter(description = "Only the master's own subscribers'")
    @QueryParam("own")
    private boolean own;

    @Parameter(description = "The name of a point of presence")
    @QueryParam("pop")
    private @Nullable String pop;

    @Parameter(description = "The name of a NAS")
    @QueryParam("nas")
    private @Nullable String nas;

    @Schema(enumeration = {"RESERVED", "GRANTED", "ACTIVE"})
    @QueryParam("state")
    private @Nullable String state;

    @Parameter(description = "Started then or later")
    @Schema(examples = "2026-01-31T12:00:00Z")
    @QueryParam("startedFrom")
    private @Nullable String startedFrom;

    @Parameter(description = "Started before")
    @Schema(examples = "2026-01-31T13:00:00Z")
    @QueryParam("startedBefore")
    private @Nullable String startedBefore;

    /**
     * @param scope whose sessions alone may be seen; empty for everybody's
     */
    SessionFilter filter(LiveSessions sessions, Optional<Long> scope) {
        SessionFilter which =
                sessions.named(
                                Optional.ofNullable(provider),
                                Optional.ofNullable(pop),
                                Optional.ofNullable(nas),
                                scope)
                        .started(
                                Asked.instant("startedFrom", startedFrom).orElse(null),
                                Asked.instant("startedBefore", startedBefore).orElse(null));
        if (own) {
            which = which.ofOwn();
        }
        if (contract != null) {
            which = which.ofContracts(List.of(contract));
        }
        String wanted = state;
        return wanted == null
                ? which
                : which.in(
                        ProblemException.checked(
                                "state",
                                () -> {
                                    try {
                                        return LeaseState.valueOf(wanted);
                                    } catch (IllegalArgumentException e) {
                                        throw new IllegalArgumentException(
                                                "expected RESERVED, GRANTED or ACTIVE", e);
                                    }
                                }));
    }
}
