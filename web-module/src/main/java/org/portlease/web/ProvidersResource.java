package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.provisioning.Providers;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Forms;
import org.portlease.web.api.Pages;
import org.portlease.web.api.Patch;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;
import org.portlease.web.api.Visibility;

/** Client providers: who buys access for its subscribers. */
@Path("providers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Providers")
public class ProvidersResource {

    static final String KIND = "provider";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private Forms forms;
    @Inject private Providers providers;
    @Inject private Visibility visibility;

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "Client providers, by id or sorted by name",
            description = "A provider's principal sees its own alone.")
    public List<ProviderView> list(
            @BeanParam Pages pages, @QueryParam("name") @Nullable String name) {
        return Pages.shown(
                call,
                providers.page(pages.request(), Optional.ofNullable(name), visibility.provider()),
                ProviderView::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "A client provider")
    public ProviderView get(@PathParam("id") long id) {
        visibility.check(KIND, id, id);
        return ProviderView.of(known(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Creates a client provider",
            description = "Its subscribers are refused until it has a contract.")
    public ProviderView create(ProviderForm form, @Context UriInfo at) {
        return changes.create(
                Of.CONFIGURATION,
                KIND,
                at,
                () -> ProviderView.of(providers.create(form.plan(providers))),
                ProviderView::id);
    }

    @PATCH
    @Path("{id}")
    @Consumes(Patch.JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Changes a client provider")
    public ProviderView change(
            @PathParam("id") long id, @Schema(implementation = ProviderForm.class) Patch patch) {
        return changes.change(
                Of.CONFIGURATION,
                KIND,
                id,
                () -> ProviderView.of(known(id)),
                view ->
                        providers.change(
                                id,
                                forms.patched(view, patch, ProviderForm.class).plan(providers)));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Removes a client provider that has no contract and nothing else")
    public void remove(@PathParam("id") long id) {
        changes.remove(
                Of.CONFIGURATION,
                KIND,
                id,
                () -> ProviderView.of(known(id)),
                view -> providers.remove(id));
    }

    private Providers.Entry known(long id) {
        return providers.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }
}
