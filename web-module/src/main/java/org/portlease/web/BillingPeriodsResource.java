package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.BillingPeriod;
import org.portlease.billing.BillingPeriods;
import org.portlease.billing.Invoice;
import org.portlease.billing.Invoicing;
import org.portlease.billing.PeriodClosing;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.LateAnswers;
import org.portlease.web.api.LateAnswers.Answer;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** The periods that contracts are billed by. */
@Path("billing-periods")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Billing periods")
public class BillingPeriodsResource {

    private static final String KIND = "billing-period";

    /** A caller who waits longer gives up; the close goes on. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int GOES_ON = 202;

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private LateAnswers late;
    @Inject private ClientRows rows;
    @Inject private Clock clock;
    @Inject private BillingPeriods periods;
    @Inject private PeriodClosing closing;
    @Inject private Invoicing invoicing;

    /** As it is shown. */
    @Schema(name = "BillingPeriod")
    public record View(
            @Schema(examples = "7") long id,
            @Schema(examples = "3") long contract,
            @Schema(examples = "1", description = "Its place among the contract's periods")
                    int number,
            @Schema(examples = "2026-01-01") LocalDate firstDay,
            @Schema(examples = "2026-01-31") LocalDate lastDay,
            @Schema(examples = "2025-12-31T23:00:00Z") Instant startsAt,
            @Schema(examples = "2026-01-31T23:00:00Z", description = "The first instant after it")
                    Instant endsAt,
            @Schema(examples = "Europe/Berlin") String timeZone,
            @Schema(examples = "CLOSED", description = "OPEN, PARKED, CLOSED")
                    BillingPeriod.State state,
            @Schema(
                            examples = "2026-02-01T00:00:00Z",
                            description = "Since when it may be closed, or closed again")
                    Instant dueAt,
            @Schema(examples = "0", description = "How often in a row its close failed")
                    int failures,
            @Schema(examples = "no tariff is in force", description = "Why it is parked")
                    @Nullable String fault,
            @Schema(examples = "2026-02-01T00:00:03Z") @Nullable Instant closedAt,
            @Schema(examples = "42", description = "The invoice that it has led to")
                    @Nullable Long invoice,
            @Schema(examples = "ISSUED") Invoice.@Nullable State invoiceState) {

        static View of(BillingPeriods.Entry entry) {
            BillingPeriod period = entry.period();
            return new View(
                    period.id(),
                    period.contractId(),
                    period.number(),
                    period.firstDay(),
                    period.document().lastDay(),
                    period.startsAt(),
                    period.endsAt(),
                    period.zone().getId(),
                    period.state(),
                    period.dueAt(),
                    period.failures(),
                    period.fault().orElse(null),
                    period.closedAt().orElse(null),
                    entry.invoice().map(Invoice::id).orElse(null),
                    entry.invoice().map(Invoice::state).orElse(null));
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "Billing periods, by id or sorted by startsAt or dueAt")
    public List<View> list(
            @BeanParam Pages pages,
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("contract") @Nullable Long contract,
            @Parameter(description = "OPEN, PARKED or CLOSED") @QueryParam("state")
                    @Nullable String state) {
        return Pages.shown(
                call,
                periods.page(
                        pages.request(),
                        rows.contracts(provider, contract),
                        Asked.choice("state", state, BillingPeriod.State.class)),
                View::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "A billing period")
    public View get(@PathParam("id") long id) {
        return View.of(known(id));
    }

    @POST
    @Path("{id}/close")
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Closes a period that is over now, as the timer would",
            description =
                    "Answers when it is done, or with 202 where that takes longer: it goes on. A"
                            + " dry run says what the invoice would be.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(oneOf = {View.class, DraftView.class})))
    @APIResponse(
            responseCode = "202",
            description = "It goes on",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = View.class)))
    public Response close(@PathParam("id") long id) {
        Instant now = clock.instant();
        View before =
                changes.act(
                        Of.RECORDS,
                        "close",
                        KIND,
                        id,
                        null,
                        () -> View.of(known(id)),
                        view -> BillingPeriods.requireClosable(known(id).period(), now));
        if (call.isDryRun()) {
            Record draft =
                    invoicing.preview(before.contract()).<Record>map(DraftView::of).orElse(before);
            return Response.ok(draft).build();
        }
        Answer<View> answer = late.after(new Answer<>(GOES_ON, before), () -> closed(id));
        return Response.status(answer.status()).entity(answer.view()).build();
    }

    private Answer<View> closed(long id) {
        boolean done = closing.close(id, PATIENCE);
        View closed = View.of(known(id));
        return done ? Answer.ok(closed) : new Answer<>(GOES_ON, closed);
    }

    @POST
    @Path("{id}/recompute")
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Computes the draft of a closed period again",
            description = "Of the contract's last closed period, while its invoice is a draft.")
    public View recompute(@PathParam("id") long id) {
        return changes.act(
                Of.MUCH_RECORDS,
                "recompute",
                KIND,
                id,
                null,
                () -> View.of(known(id)),
                view -> invoicing.recompute(id));
    }

    private BillingPeriods.Entry known(long id) {
        BillingPeriods.Entry entry =
                periods.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
        rows.check(KIND, id, entry.period().contractId());
        return entry;
    }
}
