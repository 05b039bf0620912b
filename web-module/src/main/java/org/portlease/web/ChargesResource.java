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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.Charges;
import org.portlease.billing.Invoicing;
import org.portlease.billing.OneOffCharge;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** One-off charges, and credits: lines that a person asks for. */
@Path("contracts/{contract}/charges")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invoices")
public class ChargesResource {

    private static final String KIND = "charge";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private ClientRows rows;
    @Inject private Clock clock;
    @Inject private Charges charges;
    @Inject private Invoicing invoicing;

    /** What is charged. */
    @Schema(name = "ChargeForm")
    public record Form(
            @Schema(examples = "Set-up of a point of presence") @NotBlank @Size(max = 200)
                    String text,
            @Schema(examples = "250.00", description = "Net; negative to give back")
                    @NotNull
                    @Digits(integer = 10, fraction = 4)
                    BigDecimal amount,
            @Schema(examples = "EUR") @NotBlank @Size(min = 3, max = 3) String currency,
            @Schema(
                            examples = "2026-01-15T00:00:00Z",
                            defaultValue = "now",
                            description = "The period of this time bills it, or a later one")
                    @Nullable Instant at,
            @Schema(examples = "VAT", description = "The contract's where it is absent")
                    @Nullable
                    @Size(min = 1, max = 16)
                    String taxCode) {}

    /** As it is shown. */
    @Schema(name = "Charge")
    public record View(
            @Schema(examples = "9") long id,
            @Schema(examples = "3") long contract,
            @Schema(examples = "Set-up of a point of presence") String text,
            @Schema(examples = "250.00") BigDecimal amount,
            @Schema(examples = "EUR") String currency,
            @Schema(examples = "2026-01-15T00:00:00Z") Instant at,
            @Schema(examples = "VAT") @Nullable String taxCode,
            @Schema(examples = "7", description = "Whose invoice has it; absent while none has")
                    @Nullable Long billingPeriod,
            @Schema(examples = "alice") String createdBy) {

        static View of(OneOffCharge charge, Currency currency) {
            return new View(
                    charge.id(),
                    charge.contractId(),
                    charge.text(),
                    Asked.shown(charge.amount(), currency),
                    currency.getCurrencyCode(),
                    charge.at(),
                    charge.taxCode().orElse(null),
                    charge.periodId().orElse(null),
                    charge.createdBy());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "One-off charges of a contract, by id")
    public List<View> list(@PathParam("contract") long id, @BeanParam Pages pages) {
        Contract contract = rows.contract(id);
        return Pages.shown(
                call,
                charges.page(pages.request(), id),
                charge -> View.of(charge, contract.currency()));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "A one-off charge")
    public View get(@PathParam("contract") long id, @PathParam("id") long charge) {
        Contract contract = rows.contract(id);
        return charges.find(charge)
                .filter(known -> known.contractId() == id)
                .map(known -> View.of(known, contract.currency()))
                .orElseThrow(() -> ProblemException.unknown(KIND, charge));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Adds a line to the invoice of some time's period, or to a later one")
    public View create(@PathParam("contract") long id, Form form, @Context UriInfo at) {
        Money amount = new Money(form.amount(), Asked.currency("currency", form.currency()));
        Instant when = form.at() == null ? clock.instant() : form.at();
        Asked.instant("at", when.toString());
        return changes.create(
                Of.RECORDS,
                KIND,
                at,
                () -> {
                    Contract contract = rows.contract(id);
                    return View.of(
                            invoicing.charge(
                                    id,
                                    when,
                                    form.text(),
                                    amount,
                                    Optional.ofNullable(form.taxCode()),
                                    rows.who()),
                            contract.currency());
                },
                View::id);
    }
}
