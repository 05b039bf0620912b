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
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.TaxBook;
import org.portlease.billing.TaxRate;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** What tax codes mean, each from a day on. */
@Path("tax-rates")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tariffs")
public class TaxRatesResource {

    private static final String KIND = "tax-rate";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private TaxBook taxes;

    /** What a code means from a day on. */
    @Schema(name = "TaxRateForm")
    public record Form(
            @Schema(examples = "VAT") @NotBlank @Size(max = 16) String code,
            @Schema(examples = "2026-01-01") @NotNull LocalDate from,
            @Schema(examples = "STANDARD") @NotNull TaxCategory category,
            @Schema(examples = "19", defaultValue = "0", description = "Of STANDARD alone")
                    @Nullable
                    @Digits(integer = 3, fraction = 3)
                    BigDecimal percent,
            @Schema(
                            examples = "Reverse charge",
                            description =
                                    "Why there is none: of EXEMPT, REVERSE_CHARGE, OUTSIDE_SCOPE")
                    @Nullable
                    @Size(min = 1, max = 253)
                    String reason) {

        Tax tax() {
            return ProblemException.checked(
                    reason == null && !category.isTaxed() && category != TaxCategory.ZERO
                            ? "reason"
                            : "percent",
                    () ->
                            new Tax(
                                    category,
                                    Objects.requireNonNullElse(percent, BigDecimal.ZERO),
                                    reason));
        }
    }

    /** As it is shown. */
    @Schema(name = "TaxRate")
    public record View(
            @Schema(examples = "1") long id,
            @Schema(examples = "VAT") String code,
            @Schema(examples = "2026-01-01") LocalDate from,
            @Schema(examples = "STANDARD") TaxCategory category,
            @Schema(examples = "19") BigDecimal percent,
            @Schema(examples = "Reverse charge") @Nullable String reason) {

        static View of(TaxRate rate) {
            Tax tax = rate.tax();
            return new View(
                    rate.id(),
                    rate.code(),
                    rate.validFrom(),
                    tax.category(),
                    tax.percent(),
                    tax.reason());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Tax rates, by id or sorted by code")
    public List<View> list(@BeanParam Pages pages, @QueryParam("code") @Nullable String code) {
        return Pages.shown(call, taxes.page(pages.request(), Optional.ofNullable(code)), View::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "A tax rate")
    public View get(@PathParam("id") long id) {
        return taxes.find(id).map(View::of).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Says what a tax code means from a day on",
            description = "What would alter a period that is closed is refused.")
    public View create(Form form, @Context UriInfo at) {
        Asked.day("from", form.from().toString());
        Tax tax = form.tax();
        return changes.create(
                Of.RECORDS,
                KIND,
                at,
                () -> View.of(taxes.set(form.code(), form.from(), tax)),
                View::id);
    }
}
