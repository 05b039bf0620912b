package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.outbound.BacklogOverview;
import org.portlease.web.api.Roles;

/** Accounting that was acknowledged to NASes and is not delivered yet. */
@Path("backlog")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Live")
public class BacklogResource {

    @Inject private BacklogOverview backlog;
    @Inject private Sight sight;
    @Inject private Clock clock;

    /** What one provider has not acknowledged. */
    @Schema(name = "Backlog")
    public record View(
            @Schema(examples = "North", description = "None for the existing Master RADIUS server")
                    @Nullable String provider,
            @Schema(examples = "120") long reports,
            @Schema(examples = "2026-01-31T11:00:00Z", description = "When the first was stored")
                    Instant oldest,
            @Schema(examples = "3600") long ageSeconds,
            @Schema(examples = "4", description = "How often in a row nobody acknowledged")
                    int failures,
            @Schema(examples = "2026-01-31T12:00:16Z") @Nullable Instant nextTryAt) {

        static View of(BacklogOverview.Waiting row) {
            return new View(
                    row.provider(),
                    row.reports(),
                    row.oldest(),
                    row.ageSeconds(),
                    row.failures(),
                    row.nextTryAt());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary =
                    "Stored reports by provider: how many, how old, and when they are tried again",
            description = "A provider's principal sees its own alone.")
    public List<View> backlog(
            @Parameter(description = "The name of a client provider") @QueryParam("provider")
                    @Nullable String provider) {
        Predicate<@Nullable String> seen = sight.of(provider);
        return backlog.waiting(clock.instant()).stream()
                .filter(row -> seen.test(row.provider()))
                .map(View::of)
                .toList();
    }
}
