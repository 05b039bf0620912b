package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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
import org.portlease.admission.RefusalHistory;
import org.portlease.admission.RefusalReason;
import org.portlease.web.api.Call;
import org.portlease.web.api.Pages;
import org.portlease.web.api.Roles;

/** Refused admissions: they are counted, not stored. */
@Path("refusals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Live")
public class RefusalsResource {

    private static final String ORDER = "-hour";

    @Inject private RefusalHistory refusals;
    @Inject private Sight sight;
    @Inject private Call call;
    @Inject private Clock clock;

    /** How often somebody was refused for one reason in one hour. */
    @Schema(name = "Refusal")
    public record View(
            @Schema(examples = "North", description = "None where it was no client's request")
                    @Nullable String provider,
            @Schema(examples = "Berlin") @Nullable String pop,
            @Schema(examples = "NO_FREE_PORT") RefusalReason reason,
            @Schema(examples = "2026-01-31T12:00:00Z", description = "When the hour began")
                    Instant hour,
            @Schema(examples = "12") long refusals) {

        static View of(RefusalHistory.Refused row) {
            return new View(row.provider(), row.pop(), row.reason(), row.hour(), row.refusals());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "Refusals by provider, POP, reason and hour, the newest hour first",
            description = "A provider's principal sees its own alone.")
    public List<View> refusals(
            @BeanParam Pages pages,
            @Parameter(description = LookBack.DESCRIPTION) @QueryParam("hours") @DefaultValue("24")
                    int hours,
            @Parameter(description = "The name of a client provider") @QueryParam("provider")
                    @Nullable String provider,
            @Parameter(description = "The name of a point of presence") @QueryParam("pop")
                    @Nullable String pop,
            @Parameter(description = "One reason alone") @QueryParam("reason")
                    @Nullable RefusalReason reason) {
        Predicate<@Nullable String> seen = sight.of(provider);
        List<RefusalHistory.Refused> found =
                refusals.ofLastHours(LookBack.hours(hours), clock.instant()).stream()
                        .filter(row -> seen.test(row.provider()))
                        .filter(row -> pop == null || pop.equals(row.pop()))
                        .filter(row -> reason == null || reason == row.reason())
                        .toList();
        return Pages.shown(
                call, Rows.page(found, pages.request(), ORDER, RefusalsResource::key), View::of);
    }

    private static String key(RefusalHistory.Refused row) {
        return String.join(
                "|",
                row.hour().toString(),
                row.reason().name(),
                String.valueOf(row.provider()),
                String.valueOf(row.pop()));
    }
}
