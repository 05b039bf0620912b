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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.accounting.OddityHistory;
import org.portlease.web.api.Call;
import org.portlease.web.api.Pages;
import org.portlease.web.api.Roles;

/** What NASes report against the rules of accounting: counted, not stored. */
@Path("accounting-oddities")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Live")
public class OdditiesResource {

    private static final String ORDER = "-hour";

    @Inject private OddityHistory oddities;
    @Inject private Call call;
    @Inject private Clock clock;

    /** How often one rule was met. */
    @Schema(name = "AccountingOddity")
    public record View(
            @Schema(examples = "berlin-1") @Nullable String nas,
            @Schema(examples = "CLASS_DAMAGED") String rule,
            @Schema(examples = "2026-01-31T12:00:00Z", description = "When the hour began")
                    Instant hour,
            @Schema(examples = "3") long times) {

        static View of(OddityHistory.Met row) {
            return new View(row.nas(), row.rule(), row.hour(), row.times());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(
            summary =
                    "How often the accounting of a NAS was odd, by rule and hour, the newest hour first")
    public List<View> oddities(
            @BeanParam Pages pages,
            @Parameter(description = LookBack.DESCRIPTION) @QueryParam("hours") @DefaultValue("24")
                    int hours,
            @Parameter(description = "The name of a NAS") @QueryParam("nas") @Nullable String nas) {
        List<OddityHistory.Met> found =
                oddities.ofLastHours(LookBack.hours(hours), clock.instant()).stream()
                        .filter(row -> nas == null || nas.equals(row.nas()))
                        .toList();
        return Pages.shown(
                call,
                Rows.page(
                        found,
                        pages.request(),
                        ORDER,
                        row -> row.hour() + "|" + row.rule() + "|" + row.nas()),
                View::of);
    }
}
