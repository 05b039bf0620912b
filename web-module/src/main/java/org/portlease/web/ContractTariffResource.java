package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.portlease.billing.Tariff;
import org.portlease.billing.TariffAssignment;
import org.portlease.billing.TariffBook;
import org.portlease.billing.Tariffs;
import org.portlease.contract.Contract;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Which tariff a contract has, from when on. */
@Path("contracts/{contract}/tariff")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tariffs")
public class ContractTariffResource {

    @Inject private Changes changes;
    @Inject private ClientRows rows;
    @Inject private Tariffs tariffs;
    @Inject private TariffBook book;

    /** That a contract is to have a tariff. */
    @Schema(name = "TariffAssignmentForm")
    public record Form(
            @Schema(examples = "2", description = "Its id") @NotNull Long tariff,
            @Schema(
                            examples = "2026-02-01",
                            description = "The first day of the first period that is priced by it")
                    @NotNull
                    LocalDate from) {}

    /** As it is shown. */
    @Schema(name = "TariffAssignment")
    public record View(
            @Schema(examples = "5") long id,
            @Schema(examples = "3") long contract,
            @Schema(examples = "2") long tariff,
            @Schema(examples = "Dial-in") String tariffName,
            @Schema(examples = "2026-02-01") LocalDate from) {

        static View of(TariffAssignment assignment, Tariff tariff) {
            return new View(
                    assignment.id(),
                    assignment.contractId(),
                    tariff.id(),
                    tariff.name(),
                    assignment.validFrom());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "Which tariffs a contract has had, has and will have, the earliest first")
    public List<View> history(@PathParam("contract") long contract) {
        rows.contract(contract);
        return tariffs.history(contract).stream()
                .map(assigned -> View.of(assigned.assignment(), assigned.tariff()))
                .toList();
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "That a contract has a tariff from a day on")
    public View get(@PathParam("contract") long contract, @PathParam("id") long id) {
        return history(contract).stream()
                .filter(view -> view.id() == id)
                .findFirst()
                .orElseThrow(() -> ProblemException.unknown("contract-tariff", id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.BILLING)
    @Operation(
            summary = "Gives a contract a tariff from a day on",
            description = "What would alter a period that is closed is refused.")
    public View assign(@PathParam("contract") long id, Form form, @Context UriInfo at) {
        Asked.day("from", form.from().toString());
        return changes.create(
                Of.RECORDS,
                "contract-tariff",
                at,
                () -> {
                    Contract contract = rows.contract(id);
                    Tariff tariff =
                            tariffs.find(form.tariff())
                                    .orElseThrow(
                                            () ->
                                                    ProblemException.of(
                                                            "tariff",
                                                            "there is no tariff " + form.tariff()));
                    return View.of(book.assign(contract, tariff, form.from()), tariff);
                },
                View::id);
    }
}
