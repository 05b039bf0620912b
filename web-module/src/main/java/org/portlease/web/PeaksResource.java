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
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.session.PortHistory;
import org.portlease.web.api.Roles;

/** How many ports were in use at once: for the bill, and for planning. */
@Path("peaks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Live")
public class PeaksResource {

    @Inject private PortHistory peaks;
    @Inject private Sight sight;
    @Inject private Clock clock;

    /** The maxima of a time. */
    @Schema(name = "Peaks")
    public record View(
            @Schema(examples = "2026-01-30T12:05:00Z", description = "When the first slot began")
                    Instant from,
            @Schema(examples = "300") long slotSeconds,
            List<Peak> peaks) {}

    /** Of a provider, of a point of presence, or of a share, which has both. */
    @Schema(name = "Peak")
    public record Peak(
            @Schema(examples = "North") @Nullable String provider,
            @Schema(examples = "Berlin") @Nullable String pop,
            @Schema(examples = "37", description = "The most of all slots") int peak,
            @Schema(description = "Of each slot, the oldest first, the running one last")
                    List<Integer> most) {

        static Peak of(PortHistory.Peak row) {
            return new Peak(row.provider(), row.pop(), row.peak(), row.most());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary =
                    "The most ports in use at once in each five minutes, by provider, POP and share",
            description = "A provider's principal sees its own alone.")
    public View peaks(
            @Parameter(description = LookBack.DESCRIPTION) @QueryParam("hours") @DefaultValue("24")
                    int hours,
            @Parameter(description = "The name of a client provider") @QueryParam("provider")
                    @Nullable String provider,
            @Parameter(description = "The name of a point of presence") @QueryParam("pop")
                    @Nullable String pop) {
        PortHistory.Peaks found = peaks.ofLastHours(LookBack.hours(hours), clock.instant());
        Predicate<@Nullable String> seen = sight.of(provider);
        return new View(
                found.from(),
                found.slotSeconds(),
                found.peaks().stream()
                        .filter(row -> seen.test(row.provider()))
                        .filter(row -> pop == null || pop.equals(row.pop()))
                        .map(Peak::of)
                        .toList());
    }
}
