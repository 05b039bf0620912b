package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Master;
import org.portlease.provider.RuleKind;
import org.portlease.provisioning.Settings;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Forms;
import org.portlease.web.api.Patch;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** What holds for the whole installation. */
@Path("settings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Settings")
public class SettingsResource {

    private static final String KIND = "settings";
    private static final String ONE = "installation";

    @Inject private Changes changes;
    @Inject private Forms forms;
    @Inject private Settings settings;

    /** What is set: said, and shown. */
    @Schema(name = "Settings")
    public record View(
            @Schema(
                            examples = "BUILT_IN",
                            description =
                                    "EXTERNAL: an existing Master RADIUS server is asked as well")
                    @NotNull
                    Master master,
            @Schema(
                            examples = "false",
                            description = "Whether an external Master gets Calling-Station-Id")
                    @NotNull
                    Boolean callingStationToMaster,
            @Schema(
                            examples = "[\"REALM\", \"CALLED_NUMBER\", \"NAS\", \"DEFAULT\"]",
                            description =
                                    "Kinds of identification rule in the order in which they are"
                                            + " asked; one that is absent is not asked")
                    @NotEmpty
                    @Size(max = 4)
                    List<@NotNull RuleKind> identificationOrder,
            @Schema(description = "Who sells, on invoices") @Nullable @Valid PartyForm seller,
            @Schema(examples = "Europe/Berlin", description = "Of the dates of invoices")
                    @NotNull
                    @Size(max = 64)
                    String timeZone) {

        static View of(Settings.Values values) {
            return new View(
                    values.master(),
                    values.callingStationToMaster(),
                    values.identificationOrder(),
                    values.seller().map(PartyForm::of).orElse(null),
                    values.zone().getId());
        }

        Settings.Values values() {
            if (new HashSet<>(identificationOrder).size() < identificationOrder.size()) {
                throw ProblemException.of("identificationOrder", "names a kind twice");
            }
            return new Settings.Values(
                    master,
                    callingStationToMaster,
                    identificationOrder,
                    Optional.ofNullable(seller).map(party -> party.party("seller")),
                    zone("timeZone", timeZone));
        }
    }

    static ZoneId zone(String field, String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException e) {
            throw ProblemException.of(
                    field, "expected a time zone such as Europe/Berlin, but got '" + id + "'");
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "What holds for the whole installation")
    public View get() {
        return View.of(settings.now());
    }

    @PATCH
    @Consumes(Patch.JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Changes what holds for the whole installation")
    public View change(@Schema(implementation = View.class) Patch patch) {
        return changes.change(
                Of.CONFIGURATION,
                KIND,
                ONE,
                this::get,
                view -> settings.set(forms.patched(view, patch, View.class).values()));
    }
}
