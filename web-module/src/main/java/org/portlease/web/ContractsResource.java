package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.ContractStatus;
import org.portlease.provisioning.Contracts;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Forms;
import org.portlease.web.api.Pages;
import org.portlease.web.api.Patch;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Reason;
import org.portlease.web.api.Roles;
import org.portlease.web.api.Visibility;

/** Contracts: what client providers may use. They are ended, and never removed. */
@Path("contracts")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Contracts")
public class ContractsResource {

    static final String KIND = "contract";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private Forms forms;
    @Inject private Contracts contracts;
    @Inject private ContractReader reader;
    @Inject private References references;
    @Inject private Visibility visibility;

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "Contracts, by id or sorted by startsAt or virtualIdentifier",
            description = "A provider's principal sees its own alone.")
    public List<ContractView> list(
            @BeanParam Pages pages,
            @QueryParam("provider") @Nullable String provider,
            @QueryParam("status") @Nullable String status) {
        Contracts.Wanted wanted =
                new Contracts.Wanted(
                        references.visible(
                                references.providerFilter(provider), visibility.provider()),
                        Choices.one(ContractStatus.class, "status", status));
        return Pages.shown(call, contracts.page(pages.request(), wanted), this::view);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "A contract")
    public ContractView get(@PathParam("id") long id) {
        Contracts.Entry entry = known(id);
        visibility.check(KIND, id, entry.contract().providerId());
        return view(entry);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Concludes a contract with a provider that has none but terminated ones",
            description =
                    "Rules say which requests are its subscribers'; those of a terminated one lead"
                            + " to it. A tariff says what it costs.")
    public ContractView create(ContractForm form, @Context UriInfo at) {
        String password = form.virtualPassword();
        if (password == null) {
            throw ProblemException.of("virtualPassword", "must not be null");
        }
        return changes.create(
                Of.CONFIGURATION,
                KIND,
                at,
                () -> ProblemException.checked("virtualPassword", () -> conclude(form, password)),
                ContractView::id);
    }

    private ContractView conclude(ContractForm form, String password) {
        long provider = references.provider("provider", form.provider());
        Contracts.Plan plan = reader.plan(form);
        for (int i = 0; i < plan.attributes().size(); i++) {
            if (plan.attributes().get(i).value().isEmpty()) {
                throw ProblemException.of("attributes[" + i + "].value", "must not be null");
            }
        }
        return view(contracts.conclude(provider, plan, password));
    }

    @PATCH
    @Path("{id}")
    @Consumes(Patch.JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Changes a contract",
            description =
                    "Fewer ports disconnect nobody: nobody new is admitted until fewer are in use."
                            + " How it is billed changes with the next period.")
    public ContractView change(
            @PathParam("id") long id, @Schema(implementation = ContractForm.class) Patch patch) {
        return changes.change(
                Of.CONFIGURATION,
                KIND,
                id,
                () -> view(known(id)),
                view -> {
                    ContractForm form = forms.patched(view, patch, ContractForm.class);
                    refuseForGood("provider", view.provider(), form.provider());
                    refuseForGood("currency", view.currency(), form.currency());
                    Contracts.Plan plan = reader.plan(form);
                    ProblemException.checked(
                            patch.changes().has("virtualPassword")
                                    ? "virtualPassword"
                                    : "attributes",
                            () ->
                                    contracts.change(
                                            id, plan, Optional.ofNullable(form.virtualPassword())));
                });
    }

    private static void refuseForGood(String field, String is, @Nullable String wanted) {
        if (!is.equals(wanted)) {
            throw ProblemException.of(field, "is '" + is + "' for good");
        }
    }

    @POST
    @Path("{id}/suspend")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Admits nobody new until it is resumed",
            description =
                    "Who is connected stays, unless the contract disconnects. The provider's"
                            + " webhooks are told.")
    public ContractView suspend(@PathParam("id") long id, Reason why) {
        return act("suspend", id, why, contracts::suspend);
    }

    @POST
    @Path("{id}/resume")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Admits subscribers again",
            description = "The provider's webhooks are told.")
    public ContractView resume(@PathParam("id") long id, Reason why) {
        return act("resume", id, why, contracts::resume);
    }

    @POST
    @Path("{id}/terminate")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Ends it for good",
            description = "Nobody new is admitted, ever. What was used is billed.")
    public ContractView terminate(@PathParam("id") long id, Reason why) {
        return act("terminate", id, why, contracts::terminate);
    }

    private ContractView act(String action, long id, Reason why, LongConsumer verb) {
        return changes.act(
                Of.CONFIGURATION,
                action,
                KIND,
                id,
                why.reason(),
                () -> view(known(id)),
                view -> verb.accept(id));
    }

    private ContractView view(Contracts.Entry entry) {
        return ContractView.of(entry, references.names());
    }

    private Contracts.Entry known(long id) {
        return contracts.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }
}
