package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
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
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.Invoice;
import org.portlease.billing.InvoiceLine;
import org.portlease.billing.Invoices;
import org.portlease.billing.Invoicing;
import org.portlease.contract.Money;
import org.portlease.invoice.DocumentKind;
import org.portlease.web.InvoiceViews.View;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Invoices and credit notes, and what is done with them. */
@Path("invoices")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invoices")
public class InvoicesResource {

    private static final String KIND = "invoice";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private ClientRows rows;
    @Inject private Invoices invoices;
    @Inject private Invoicing invoicing;

    /** Which invoices are asked for. */
    public static class Wanted {

        @Parameter(description = "Of the contracts of the provider of this name")
        @QueryParam("provider")
        @Nullable String provider;

        @Parameter(description = "Of this contract, by its id")
        @QueryParam("contract")
        @Nullable Long contract;

        @Parameter(description = "DRAFT, ISSUED, SETTLED or CREDITED")
        @QueryParam("state")
        @Nullable String state;

        @Parameter(description = "INVOICE or CREDIT_NOTE")
        @QueryParam("kind")
        @Nullable String kind;

        @QueryParam("number")
        @Nullable String number;

        @Parameter(description = "Issued on this day or later")
        @QueryParam("issuedFrom")
        @Nullable String issuedFrom;

        @Parameter(description = "Issued on this day or earlier")
        @QueryParam("issuedUntil")
        @Nullable String issuedUntil;

        @Parameter(description = "Due on this day or earlier")
        @QueryParam("dueUntil")
        @Nullable String dueUntil;
    }

    /** That money came. */
    @Schema(name = "PaymentForm")
    public record PaymentForm(
            @Schema(examples = "1.07") @NotNull @Digits(integer = 12, fraction = 4)
                    BigDecimal amount,
            @Schema(examples = "EUR") @NotBlank @Size(min = 3, max = 3) String currency,
            @Schema(
                            examples = "bank-2026-0077",
                            description =
                                    "Counts once: the same again changes nothing, another payment"
                                            + " with it is refused")
                    @NotBlank
                    @Size(max = 64)
                    String reference) {

        Money money() {
            return new Money(amount, Asked.currency("currency", currency));
        }
    }

    /** What is to be taken back. */
    @Schema(name = "CreditForm")
    public record CreditForm(
            @Schema(examples = "the POP was down") @NotBlank @Size(max = 253) String reason,
            @Schema(description = "Absent for all that is left of the invoice")
                    @Nullable
                    @Size(min = 1, max = 1000)
                    @Valid
                    List<CreditLine> lines) {}

    /** Of which line how much. */
    @Schema(name = "CreditLine")
    public record CreditLine(
            @Schema(examples = "1", description = "The number of the invoice's line")
                    @NotNull
                    @Min(1)
                    Integer line,
            @Schema(examples = "0.30", description = "Net, of the line's sign")
                    @NotNull
                    @Digits(integer = 12, fraction = 4)
                    BigDecimal amount) {}

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "Invoices and credit notes, by id or sorted by total, issuedOn or dueOn",
            description = "Sorted by a day, drafts are left out: they have none.")
    public List<View> list(@BeanParam Pages pages, @BeanParam Wanted wanted) {
        var query =
                new Invoices.Query(
                        rows.contracts(wanted.provider, wanted.contract),
                        Asked.choice("state", wanted.state, Invoice.State.class),
                        Asked.choice("kind", wanted.kind, DocumentKind.class),
                        Optional.ofNullable(wanted.number),
                        Asked.day("issuedFrom", wanted.issuedFrom),
                        Asked.day("issuedUntil", wanted.issuedUntil),
                        Asked.day("dueUntil", wanted.dueUntil));
        return Pages.shown(call, invoices.page(pages.request(), query), View::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "An invoice with its lines, payments and credit notes")
    public View get(@PathParam("id") long id) {
        return shown(id, invoices.find(id));
    }

    @POST
    @Path("{id}/issue")
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Gives a draft its number: from now on it is owed, and never changes")
    public View issue(@PathParam("id") long id) {
        return changes.act(
                Of.RECORDS, "issue", KIND, id, null, () -> locked(id), view -> invoicing.issue(id));
    }

    @POST
    @Path("{id}/payments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Notes that an invoice, or part of it, was paid")
    public View pay(@PathParam("id") long id, PaymentForm form) {
        Money amount = form.money();
        return changes.act(
                Of.RECORDS,
                "pay",
                KIND,
                id,
                null,
                () -> locked(id),
                view -> invoicing.pay(id, amount, form.reference()));
    }

    @POST
    @Path("{id}/credit")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Takes an invoice, or parts of its lines, back with a credit note",
            description = "The credit note is issued at once: it is the last of creditNotes.")
    public View credit(@PathParam("id") long id, CreditForm form) {
        return changes.act(
                Of.RECORDS,
                "credit",
                KIND,
                id,
                form.reason(),
                () -> locked(id),
                view -> {
                    if (form.lines() == null) {
                        invoicing.creditAll(id, form.reason());
                    } else {
                        invoicing.credit(id, amounts(id, form.lines()), form.reason());
                    }
                });
    }

    /** By the ids of lines. */
    private Map<Long, BigDecimal> amounts(long id, List<CreditLine> lines) {
        Map<Integer, Long> ids =
                invoices.locked(id).stream()
                        .flatMap(entry -> entry.invoice().lines().stream())
                        .collect(Collectors.toMap(InvoiceLine::number, InvoiceLine::id));
        Map<Long, BigDecimal> amounts = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            CreditLine line = lines.get(i);
            Long known = ids.get(line.line());
            String field = "lines[" + i + "].line";
            if (known == null) {
                throw ProblemException.of(field, "the invoice has the lines 1 to " + ids.size());
            }
            if (amounts.put(known, line.amount()) != null) {
                throw ProblemException.of(field, "stands here twice");
            }
        }
        return amounts;
    }

    private View locked(long id) {
        return shown(id, invoices.locked(id));
    }

    private View shown(long id, Optional<Invoices.Entry> found) {
        Invoices.Entry entry = found.orElseThrow(() -> ProblemException.unknown(KIND, id));
        rows.check(KIND, id, entry.invoice().contractId());
        return View.of(entry);
    }
}
