package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.settlement.Dispute;
import org.portlease.settlement.Settlement;
import org.portlease.settlement.SettlementBook;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Reason;
import org.portlease.web.api.Roles;

/** Lines of invoices that clients do not agree with. */
@Path("disputes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public class DisputesResource {

    private static final String KIND = "dispute";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private ClientRows rows;
    @Inject private Settlement settlement;
    @Inject private SettlementBook book;

    /** What is disputed. */
    @Schema(name = "DisputeForm")
    public record Form(
            @Schema(examples = "42") @NotNull Long invoice,
            @Schema(examples = "1", description = "The number of the invoice's line")
                    @NotNull
                    @Min(1)
                    Integer line,
            @Schema(examples = "0.30", description = "Net, in the invoice's currency")
                    @NotNull
                    @Digits(integer = 12, fraction = 4)
                    BigDecimal amount,
            @Schema(examples = "the line was down") @NotBlank @Size(max = 200) String reason) {}

    /** What is given back. */
    @Schema(name = "DisputeSettlement")
    public record SettleForm(
            @Schema(examples = "0.20", description = "Net, at most what was disputed")
                    @NotNull
                    @Digits(integer = 12, fraction = 4)
                    BigDecimal amount) {}

    /** Why the line stands. */
    @Schema(name = "DisputeRejection")
    public record RejectForm(
            @Schema(examples = "the line was up") @NotBlank @Size(max = 200) String reason) {}

    /** As it is shown. */
    @Schema(name = "Dispute")
    public record View(
            @Schema(examples = "4") long id,
            @Schema(examples = "42") long invoice,
            @Schema(examples = "1") int line,
            @Schema(examples = "0.30") BigDecimal amount,
            @Schema(examples = "EUR") String currency,
            @Schema(examples = "the line was down") String reason,
            @Schema(examples = "OPEN", description = "OPEN, SETTLED, REJECTED, WITHDRAWN")
                    Dispute.State state,
            @Schema(examples = "alice") String openedBy,
            @Schema(examples = "2026-02-10T09:00:00Z") Instant openedAt,
            @Schema(examples = "alice") @Nullable String closedBy,
            @Schema(examples = "2026-02-12T09:00:00Z") @Nullable Instant closedAt,
            @Schema(examples = "the line was up", description = "Why it was rejected")
                    @Nullable String closingReason,
            @Schema(examples = "43", description = "What it was settled by")
                    @Nullable Long creditNote) {

        static View of(Dispute dispute, Currency currency) {
            return new View(
                    dispute.id(),
                    dispute.invoiceId(),
                    dispute.line().number(),
                    Asked.shown(dispute.amount(), currency),
                    currency.getCurrencyCode(),
                    dispute.reason(),
                    dispute.state(),
                    dispute.openedBy(),
                    dispute.openedAt(),
                    dispute.closedBy().orElse(null),
                    dispute.closedAt().orElse(null),
                    dispute.closingReason().orElse(null),
                    dispute.creditNoteId().isPresent() ? dispute.creditNoteId().getAsLong() : null);
        }

        static View of(SettlementBook.Disputed disputed) {
            return of(disputed.dispute(), disputed.currency());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Disputes, by id")
    public List<View> list(
            @BeanParam Pages pages,
            @QueryParam("invoice") @Nullable Long invoice,
            @QueryParam("state") @Nullable String state) {
        return Pages.shown(
                call,
                book.disputes(
                        pages.request(),
                        Optional.ofNullable(invoice),
                        Asked.choice("state", state, Dispute.State.class)),
                View::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "A dispute")
    public View get(@PathParam("id") long id) {
        return known(id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Disputes a line of an issued invoice, or part of it")
    public View create(Form form, @Context UriInfo at) {
        return changes.create(
                Of.RECORDS,
                KIND,
                at,
                () ->
                        known(
                                settlement
                                        .dispute(
                                                form.invoice(),
                                                form.line(),
                                                form.amount(),
                                                form.reason(),
                                                rows.who())
                                        .id()),
                View::id);
    }

    @POST
    @Path("{id}/settle")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Settles a dispute by a credit note, which is issued at once")
    public View settle(@PathParam("id") long id, SettleForm form) {
        return changes.act(
                Of.RECORDS,
                "settle",
                KIND,
                id,
                null,
                () -> known(id),
                view -> settlement.settle(id, form.amount(), rows.who()));
    }

    @POST
    @Path("{id}/reject")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Rejects a dispute: the line stands")
    public View reject(@PathParam("id") long id, RejectForm form) {
        return changes.act(
                Of.RECORDS,
                "reject",
                KIND,
                id,
                form.reason(),
                () -> known(id),
                view -> settlement.reject(id, form.reason(), rows.who()));
    }

    @POST
    @Path("{id}/withdraw")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Takes a dispute back: the client agrees after all")
    public View withdraw(@PathParam("id") long id, Reason reason) {
        return changes.act(
                Of.RECORDS,
                "withdraw",
                KIND,
                id,
                reason.reason(),
                () -> known(id),
                view -> settlement.withdraw(id, rows.who()));
    }

    private View known(long id) {
        return book.dispute(id).map(View::of).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }
}
