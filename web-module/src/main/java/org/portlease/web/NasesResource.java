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
import org.portlease.provider.Nas;
import org.portlease.provisioning.Nases;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Forms;
import org.portlease.web.api.Pages;
import org.portlease.web.api.Patch;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Network access servers: who sends requests. */
@Path("nases")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "NASes")
public class NasesResource {

    static final String KIND = "nas";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private Forms forms;
    @Inject private Nases nases;
    @Inject private References references;

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "NASes, by id or sorted by name")
    public List<NasView> list(
            @BeanParam Pages pages,
            @QueryParam("name") @Nullable String name,
            @QueryParam("pop") @Nullable String pop) {
        return Pages.shown(
                call,
                nases.page(pages.request(), Optional.ofNullable(name), references.popFilter(pop)),
                this::view);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "A NAS")
    public NasView get(@PathParam("id") long id) {
        return view(known(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Creates a NAS: its requests are answered from then on")
    public NasView create(NasForm form, @Context UriInfo at) {
        return changes.create(
                Of.CONFIGURATION,
                KIND,
                at,
                () -> view(nases.create(form.plan(references), form.neededSecret())),
                NasView::id);
    }

    @PATCH
    @Path("{id}")
    @Consumes(Patch.JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Changes a NAS",
            description = "Open sessions keep the ports that they have, wherever it stands then.")
    public NasView change(
            @PathParam("id") long id, @Schema(implementation = NasForm.class) Patch patch) {
        return changes.change(
                Of.CONFIGURATION,
                KIND,
                id,
                () -> view(known(id)),
                view -> {
                    NasForm form = forms.patched(view, patch, NasForm.class);
                    nases.change(id, form.plan(references), Optional.ofNullable(form.secret()));
                });
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Removes a NAS that has no open session and that no rule names")
    public void remove(@PathParam("id") long id) {
        changes.remove(Of.CONFIGURATION, KIND, id, () -> view(known(id)), view -> nases.remove(id));
    }

    private NasView view(Nas nas) {
        return NasView.of(nas, references.names());
    }

    private Nas known(long id) {
        return nases.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }
}
