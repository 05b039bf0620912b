package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Digits;
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
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Money;
import org.portlease.provisioning.Names;
import org.portlease.settlement.ReceivedInvoice;
import org.portlease.settlement.Settlement;
import org.portlease.settlement.SettlementBook;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** What clients have invoiced to the master. */
@Path("received-invoices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public class ReceivedInvoicesResource {

    private static final String KIND = "received-invoice";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private References references;
    @Inject private Settlement settlement;
    @Inject private SettlementBook book;

    /** What has come. */
    @Schema(name = "ReceivedInvoiceForm")
    public record Form(
            @Schema(examples = "North", description = "Who sent it") @NotBlank @Size(max = 64)
                    String provider,
            @Schema(examples = "A-1", description = "Theirs") @NotBlank @Size(max = 64)
                    String number,
            @Schema(examples = "2026-02-03") @NotNull LocalDate issuedOn,
            @Schema(examples = "2026-03-03") @NotNull LocalDate dueOn,
            @Schema(examples = "70.55", description = "With its tax")
                    @NotNull
                    @Digits(integer = 12, fraction = 4)
                    BigDecimal total,
            @Schema(examples = "EUR") @NotBlank @Size(min = 3, max = 3) String currency) {}

    /** As it is shown. */
    @Schema(name = "ReceivedInvoice")
    public record View(
            @Schema(examples = "8") long id,
            @Schema(examples = "North") String provider,
            @Schema(examples = "A-1") String number,
            @Schema(examples = "2026-02-03") LocalDate issuedOn,
            @Schema(examples = "2026-03-03") LocalDate dueOn,
            @Schema(examples = "70.55") BigDecimal total,
            @Schema(examples = "70.55", description = "Still to be paid") BigDecimal open,
            @Schema(examples = "EUR") String currency,
            @Schema(examples = "2026-02-04T09:00:00Z") Instant receivedAt) {

        static View of(ReceivedInvoice invoice, Names names) {
            Currency currency = invoice.currency();
            return new View(
                    invoice.id(),
                    names.ofProvider(invoice.providerId()),
                    invoice.number(),
                    invoice.issuedOn(),
                    invoice.dueOn(),
                    Asked.shown(invoice.total().amount(), currency),
                    Asked.shown(invoice.open(), currency),
                    currency.getCurrencyCode(),
                    invoice.receivedAt());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Invoices of clients, by id or sorted by issuedOn or dueOn")
    public List<View> list(
            @BeanParam Pages pages,
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("number") @Nullable String number,
            @Parameter(description = "true: with something to be paid; false: the others")
                    @QueryParam("open")
                    @Nullable Boolean open) {
        return Pages.shown(
                call,
                book.received(
                        pages.request(),
                        references.providerFilter(provider),
                        Optional.ofNullable(number),
                        Optional.ofNullable(open)),
                this::view);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "An invoice of a client")
    public View get(@PathParam("id") long id) {
        return known(id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Notes an invoice that a client has sent",
            description = "The same told again is the one that is known.")
    public View create(Form form, @Context UriInfo at) {
        Asked.day("issuedOn", form.issuedOn().toString());
        Asked.day("dueOn", form.dueOn().toString());
        Money total = new Money(form.total(), Asked.currency("currency", form.currency()));
        return changes.create(
                Of.RECORDS,
                KIND,
                at,
                () ->
                        view(
                                settlement.record(
                                        references.provider("provider", form.provider()),
                                        form.number(),
                                        form.issuedOn(),
                                        form.dueOn(),
                                        total)),
                View::id);
    }

    @POST
    @Path("{id}/payments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Notes that the master has paid a client's invoice, or part of it")
    public View pay(@PathParam("id") long id, InvoicesResource.PaymentForm form) {
        Money amount = form.money();
        return changes.act(
                Of.RECORDS,
                "pay",
                KIND,
                id,
                null,
                () -> known(id),
                view -> settlement.pay(id, amount, form.reference()));
    }

    private View known(long id) {
        return book.received(id)
                .map(this::view)
                .orElseThrow(() -> ProblemException.unknown(KIND, id));
    }

    private View view(ReceivedInvoice invoice) {
        return View.of(invoice, references.names());
    }
}
