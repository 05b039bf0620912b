package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.session.RepairHistory;
import org.portlease.web.api.Roles;

/** Counters that did not agree with the leases: there should be none. */
@Path("repairs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Live")
public class RepairsResource {

    @Inject private RepairHistory repairs;
    @Inject private Clock clock;

    /** A counter that was wrong. */
    @Schema(name = "Repair")
    public record View(
            @Schema(examples = "2026-01-31T12:00:00Z") Instant at,
            @Schema(examples = "North", description = "None where it was a POP's")
                    @Nullable String provider,
            @Schema(examples = "Berlin", description = "With a provider, it was a share's")
                    @Nullable String pop,
            @Schema(examples = "inUse 3 instead of 2") String found) {

        static View of(RepairHistory.Repair row) {
            return new View(row.at(), row.provider(), row.pop(), row.found());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Counters that were repaired, the newest first, 1000 at most")
    public List<View> repairs(
            @Parameter(description = LookBack.DESCRIPTION) @QueryParam("hours") @DefaultValue("24")
                    int hours,
            @Parameter(description = "The name of a client provider") @QueryParam("provider")
                    @Nullable String provider,
            @Parameter(description = "The name of a point of presence") @QueryParam("pop")
                    @Nullable String pop) {
        return repairs.since(LookBack.since(hours, clock.instant()), LookBack.MOST_ROWS).stream()
                .filter(row -> provider == null || provider.equals(row.provider()))
                .filter(row -> pop == null || pop.equals(row.pop()))
                .map(View::of)
                .toList();
    }
}
