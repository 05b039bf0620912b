package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
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
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.provisioning.Names;
import org.portlease.settlement.NettingBalance;
import org.portlease.settlement.NettingItem;
import org.portlease.settlement.NettingRequest;
import org.portlease.settlement.NettingStatement;
import org.portlease.settlement.Settlement;
import org.portlease.settlement.SettlementBook;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** What is set off where two providers are each other's clients. */
@Path("netting-statements")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settlement")
public class NettingResource {

    private static final String KIND = "netting-statement";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private References references;
    @Inject private Settlement settlement;
    @Inject private SettlementBook book;

    /** What is to be set off. */
    @Schema(name = "NettingForm")
    public record Form(
            @Schema(examples = "North") @NotBlank @Size(max = 64) String provider,
            @Schema(examples = "EUR") @NotBlank @Size(min = 3, max = 3) String currency,
            @Schema(examples = "2026-12-01", description = "What was issued on that day or before")
                    @NotNull
                    LocalDate asOf,
            @Schema(
                            examples = "netting-2026-11",
                            description = "Counts once: the same again changes nothing")
                    @NotBlank
                    @Size(max = 64)
                    String reference) {}

    /** An invoice in it. */
    @Schema(name = "NettingItem")
    public record Item(
            @Schema(examples = "OURS", description = "Who has issued it: OURS, THEIRS")
                    NettingItem.Side side,
            @Schema(examples = "42", description = "Of ours") @Nullable Long invoice,
            @Schema(examples = "8", description = "Of theirs") @Nullable Long receivedInvoice,
            @Schema(examples = "2026-000001") String number,
            @Schema(examples = "2026-11-01") LocalDate issuedOn,
            @Schema(examples = "2026-12-01") LocalDate dueOn,
            @Schema(examples = "100.00") BigDecimal open,
            @Schema(examples = "100.00") BigDecimal setOff,
            @Schema(examples = "0.00") BigDecimal rest) {

        static Item of(NettingItem item, Currency currency) {
            return new Item(
                    item.side(),
                    item.invoiceId(),
                    item.receivedInvoiceId(),
                    item.invoiceNumber(),
                    item.issuedOn(),
                    item.dueOn(),
                    Asked.shown(item.openBefore(), currency),
                    Asked.shown(item.setOff(), currency),
                    Asked.shown(item.openAfter(), currency));
        }
    }

    /** What would be set off. */
    @Schema(name = "NettingBalance")
    public record Balance(
            @Schema(examples = "North") String provider,
            @Schema(examples = "EUR") String currency,
            @Schema(examples = "2026-12-01") LocalDate asOf,
            @Schema(examples = "150.00", description = "What they owe us") BigDecimal ourSum,
            @Schema(examples = "110.55", description = "What we owe them") BigDecimal theirSum,
            @Schema(examples = "110.55") BigDecimal setOff,
            @Schema(examples = "39.45", description = "Left to be paid") BigDecimal rest,
            @Schema(examples = "CLIENT", description = "Who pays it: CLIENT, MASTER, NOBODY")
                    NettingBalance.Payer payer,
            @Schema(description = "Ours first, each side's oldest first") List<Item> items) {

        static Balance of(NettingBalance balance, Names names) {
            NettingRequest request = balance.request();
            Currency currency = request.currency();
            return new Balance(
                    names.ofProvider(request.providerId()),
                    currency.getCurrencyCode(),
                    request.asOf(),
                    Asked.shown(balance.ourSum().amount(), currency),
                    Asked.shown(balance.theirSum().amount(), currency),
                    Asked.shown(balance.setOff().amount(), currency),
                    Asked.shown(balance.rest().amount(), currency),
                    balance.payer(),
                    Stream.concat(balance.ours().stream(), balance.theirs().stream())
                            .map(item -> Item.of(item, currency))
                            .toList());
        }
    }

    /** What was set off. */
    @Schema(name = "NettingStatement")
    public record View(
            @Schema(examples = "2") long id,
            @Schema(examples = "N2026-000001") String number,
            @Schema(examples = "North") String provider,
            @Schema(examples = "EUR") String currency,
            @Schema(examples = "2026-12-01") LocalDate asOf,
            @Schema(examples = "150.00", description = "What they owed us") BigDecimal ourSum,
            @Schema(examples = "110.55", description = "What we owed them") BigDecimal theirSum,
            @Schema(examples = "110.55") BigDecimal setOff,
            @Schema(examples = "netting-2026-11") String reference,
            @Schema(examples = "2026-12-01T09:00:00Z") Instant settledAt,
            List<Item> items) {

        static View of(NettingStatement statement, Names names) {
            NettingRequest request = statement.request();
            Currency currency = request.currency();
            return new View(
                    statement.id(),
                    statement.number(),
                    names.ofProvider(request.providerId()),
                    currency.getCurrencyCode(),
                    request.asOf(),
                    Asked.shown(statement.ourSum().amount(), currency),
                    Asked.shown(statement.theirSum().amount(), currency),
                    Asked.shown(statement.setOff().amount(), currency),
                    statement.reference(),
                    statement.settledAt(),
                    statement.items().stream().map(item -> Item.of(item, currency)).toList());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Netting statements, by id")
    public List<View> list(
            @BeanParam Pages pages, @QueryParam("provider") @Nullable String provider) {
        return Pages.shown(
                call,
                book.statements(pages.request(), references.providerFilter(provider)),
                this::view);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "A netting statement")
    public View get(@PathParam("id") long id) {
        return book.statement(id)
                .map(this::view)
                .orElseThrow(() -> ProblemException.unknown(KIND, id));
    }

    @GET
    @Path("balance")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "What both sides owe each other, and what would be set off now")
    public Balance balance(
            @Parameter(required = true) @QueryParam("provider") @Nullable String provider,
            @Parameter(required = true) @QueryParam("currency") @Nullable String currency,
            @Parameter(description = "What was issued on that day or before", required = true)
                    @QueryParam("asOf")
                    @Nullable String asOf) {
        if (provider == null) {
            throw ProblemException.of("provider", "must be given");
        }
        return Balance.of(
                settlement.balance(
                        references.provider("provider", provider),
                        Asked.currency("currency", currency == null ? "" : currency),
                        Asked.requiredDay("asOf", asOf)),
                references.names());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Sets off what both sides owe each other",
            description =
                    "The oldest invoices first, until both sides have fallen by the smaller sum.")
    public View create(Form form, @Context UriInfo at) {
        Asked.day("asOf", form.asOf().toString());
        var request =
                new NettingRequest(
                        references.provider("provider", form.provider()),
                        Asked.currency("currency", form.currency()),
                        form.asOf());
        return changes.create(
                Of.RECORDS,
                KIND,
                at,
                () -> view(settlement.net(request, form.reference())),
                View::id);
    }

    private View view(NettingStatement statement) {
        return View.of(statement, references.names());
    }
}
