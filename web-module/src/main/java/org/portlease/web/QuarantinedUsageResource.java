package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.Implausible;
import org.portlease.billing.Invoicing;
import org.portlease.billing.Quarantine;
import org.portlease.billing.QuarantinedUsage;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Reason;
import org.portlease.web.api.Roles;

/** Sessions that are not billed until a person has looked at them. */
@Path("quarantined-usage")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Usage")
public class QuarantinedUsageResource {

    private static final String KIND = "quarantined-usage";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private ClientRows rows;
    @Inject private QuarantinedUsage quarantine;
    @Inject private Invoicing invoicing;

    /** That a session is billed after all. */
    @Schema(name = "BillQuarantinedForm")
    public record BillForm(
            @Schema(examples = "the NAS has counted twice") @NotBlank @Size(max = 500)
                    String reason,
            @Schema(
                            examples = "1800",
                            description =
                                    "What it is billed by; absent, as metered, with the octets")
                    @Nullable
                    @Min(0)
                    @Max(366L * 86_400)
                    Long seconds,
            @Schema(examples = "1000", defaultValue = "0") @Nullable @Min(0) Long inputOctets,
            @Schema(examples = "2000", defaultValue = "0") @Nullable @Min(0) Long outputOctets) {

        Quarantine.@Nullable Counters counters() {
            if (seconds != null) {
                return new Quarantine.Counters(seconds, orZero(inputOctets), orZero(outputOctets));
            }
            if (inputOctets != null || outputOctets != null) {
                throw ProblemException.of("seconds", "must be given where octets are");
            }
            return null;
        }

        private static long orZero(@Nullable Long octets) {
            return octets == null ? 0 : octets;
        }
    }

    /** As it is shown. */
    @Schema(name = "QuarantinedUsage")
    public record View(
            @Schema(examples = "019d9095-5900-7a31-9c52-6f1d20c3b4e5") UUID session,
            @Schema(examples = "3") long contract,
            @Schema(examples = "LONGER_THAN_THE_CLOCK") Implausible reason,
            @Schema(examples = "7200 s between start and stop, but 90000 s were metered")
                    String found,
            @Schema(examples = "2026-02-01T00:00:01Z") Instant foundAt,
            @Schema(examples = "BILL", description = "BILL or DISCARD; absent while it waits")
                    @Nullable String decision,
            @Schema(examples = "alice") @Nullable String decidedBy,
            @Schema(examples = "2026-02-02T09:00:00Z") @Nullable Instant decidedAt,
            @Schema(examples = "1800", description = "What it is billed by; absent as metered")
                    @Nullable Long seconds,
            @Schema(examples = "1000") @Nullable Long inputOctets,
            @Schema(examples = "2000") @Nullable Long outputOctets) {

        static View of(QuarantinedUsage.Entry entry) {
            Quarantine.Counters instead = entry.instead();
            return new View(
                    entry.session(),
                    entry.contract(),
                    entry.reason(),
                    entry.found(),
                    entry.foundAt(),
                    entry.decision(),
                    entry.decidedBy(),
                    entry.decidedAt(),
                    instead == null ? null : instead.seconds(),
                    instead == null ? null : instead.inputOctets(),
                    instead == null ? null : instead.outputOctets());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Sessions that were put aside, the oldest find first")
    public List<View> list(
            @BeanParam Pages pages,
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("contract") @Nullable Long contract,
            @Parameter(
                            description =
                                    "false: those that wait for a decision alone; true: the others")
                    @QueryParam("decided")
                    @Nullable Boolean decided) {
        return Pages.shown(
                call,
                quarantine.page(
                        pages.request(),
                        rows.contracts(provider, contract),
                        Optional.ofNullable(decided)),
                View::of);
    }

    @GET
    @Path("{session}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "A session that was put aside")
    public View get(@PathParam("session") UUID session) {
        return known(session);
    }

    @POST
    @Path("{session}/bill")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Bills a session after all, with the next invoice")
    public View bill(@PathParam("session") UUID session, BillForm form) {
        Quarantine.Counters counters = form.counters();
        return changes.act(
                Of.RECORDS,
                "bill",
                KIND,
                session,
                form.reason(),
                () -> known(session),
                view -> invoicing.bill(session, counters, rows.who()));
    }

    @POST
    @Path("{session}/discard")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Never bills a session")
    public View discard(@PathParam("session") UUID session, Reason reason) {
        return changes.act(
                Of.RECORDS,
                "discard",
                KIND,
                session,
                reason.reason(),
                () -> known(session),
                view -> invoicing.discard(session, rows.who()));
    }

    private View known(UUID session) {
        return quarantine
                .find(session)
                .map(View::of)
                .orElseThrow(() -> ProblemException.unknown(KIND, session));
    }
}
