package org.portlease.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.Tariff;
import org.portlease.billing.TariffBook;
import org.portlease.billing.TariffVersion;
import org.portlease.billing.Tariffs;
import org.portlease.json.FieldException;
import org.portlease.tariff.PriceReader;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Pages;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Tariffs: prices, in versions, each from a day on. */
@Path("tariffs")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tariffs")
public class TariffsResource {

    private static final String KIND = "tariff";
    private static final String KIND_OF_VERSION = "tariff-version";
    private static final int MOST_PRICES = 60_000;
    private static final String PRICES =
            "{\"usage\":[{\"name\":\"Time\",\"time\":{\"perHour\":0.60}}]}";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private Tariffs tariffs;
    @Inject private TariffBook book;

    /** What is said of one. */
    @Schema(name = "TariffForm")
    public record Form(
            @Schema(examples = "Dial-in") @NotBlank @Size(max = 64) String name,
            @Schema(examples = "EUR") @NotBlank @Size(min = 3, max = 3) String currency) {}

    /** New prices. */
    @Schema(name = "TariffVersionForm")
    public record VersionForm(
            @Schema(examples = "2026-01-01", description = "The first day that they hold on")
                    @NotNull
                    LocalDate from,
            @Schema(examples = "2027-01-01", description = "The first day after; absent for good")
                    @Nullable LocalDate until,
            @Schema(
                            type = SchemaType.OBJECT,
                            implementation = Object.class,
                            examples = PRICES,
                            description = "As the page on billing has them")
                    @NotNull
                    JsonNode prices) {

        String text() {
            String text = prices.toString();
            if (text.length() > MOST_PRICES) {
                throw ProblemException.of(
                        "prices",
                        "must have at most "
                                + MOST_PRICES
                                + " characters, but has "
                                + text.length());
            }
            try {
                PriceReader.read(text);
            } catch (FieldException e) {
                throw ProblemException.of(
                        e.path().isEmpty() ? "prices" : "prices." + e.path(), e.sentence());
            }
            return text;
        }
    }

    /** As it is shown in a list. */
    @Schema(name = "Tariff")
    public record View(
            @Schema(examples = "2") long id,
            @Schema(examples = "Dial-in") String name,
            @Schema(examples = "EUR") String currency) {

        static View of(Tariff tariff) {
            return new View(tariff.id(), tariff.name(), tariff.currency().getCurrencyCode());
        }
    }

    /** Prices, as they are shown. */
    @Schema(name = "TariffVersion")
    public record VersionView(
            @Schema(examples = "4") long id,
            @Schema(examples = "2026-01-01") LocalDate from,
            @Schema(examples = "2027-01-01", description = "The first day after; absent for good")
                    @Nullable LocalDate until,
            @Schema(type = SchemaType.OBJECT, examples = PRICES) @JsonRawValue String prices) {

        static VersionView of(TariffVersion version) {
            return new VersionView(
                    version.id(),
                    version.validFrom(),
                    version.validUntil().orElse(null),
                    version.text());
        }
    }

    /** As it is shown by itself. */
    @Schema(name = "TariffWithVersions")
    public record Whole(
            @Schema(examples = "2") long id,
            @Schema(examples = "Dial-in") String name,
            @Schema(examples = "EUR") String currency,
            @Schema(description = "The earliest first") List<VersionView> versions) {}

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Tariffs, by id or sorted by name")
    public List<View> list(@BeanParam Pages pages, @QueryParam("name") @Nullable String name) {
        return Pages.shown(
                call, tariffs.page(pages.request(), Optional.ofNullable(name)), View::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "A tariff with all its prices")
    public Whole get(@PathParam("id") long id) {
        Tariff tariff = known(id);
        return new Whole(
                id,
                tariff.name(),
                tariff.currency().getCurrencyCode(),
                tariffs.versions(id).stream().map(VersionView::of).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(summary = "Creates a tariff, still without prices")
    public View create(Form form, @Context UriInfo at) {
        Currency currency = Asked.currency("currency", form.currency());
        return changes.create(
                Of.RECORDS, KIND, at, () -> View.of(book.create(form.name(), currency)), View::id);
    }

    @GET
    @Path("{id}/versions")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "The prices of a tariff, the earliest first")
    public List<VersionView> versions(@PathParam("id") long id) {
        known(id);
        return tariffs.versions(id).stream().map(VersionView::of).toList();
    }

    @GET
    @Path("{id}/versions/{version}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Prices of a tariff")
    public VersionView version(@PathParam("id") long id, @PathParam("version") long version) {
        known(id);
        return tariffs.versions(id).stream()
                .filter(known -> known.id() == version)
                .map(VersionView::of)
                .findFirst()
                .orElseThrow(() -> ProblemException.unknown(KIND_OF_VERSION, version));
    }

    @POST
    @Path("{id}/versions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Publishes new prices from a day on",
            description =
                    "Prices without an end that hold on that day end there. What would alter a"
                            + " period that is closed is refused.")
    public VersionView publish(@PathParam("id") long id, VersionForm form, @Context UriInfo at) {
        Asked.day("from", form.from().toString());
        Asked.day("until", form.until() == null ? null : form.until().toString());
        String prices = form.text();
        return changes.create(
                Of.RECORDS,
                KIND_OF_VERSION,
                at,
                () -> VersionView.of(book.publish(known(id), form.from(), form.until(), prices)),
                VersionView::id);
    }

    private Tariff known(long id) {
        return tariffs.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }
}
