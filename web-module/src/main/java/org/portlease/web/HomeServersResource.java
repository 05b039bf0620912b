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
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.HomeServer;
import org.portlease.provisioning.HomeServers;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Forms;
import org.portlease.web.api.Pages;
import org.portlease.web.api.Patch;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;
import org.portlease.web.api.Visibility;

/** The RADIUS servers that are asked. How each answers is told beside it. */
@Path("home-servers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Home servers")
public class HomeServersResource {

    private static final String KIND = "home-server";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private Forms forms;
    @Inject private HomeServers servers;
    @Inject private References references;
    @Inject private Visibility visibility;

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "Home servers, by id or sorted by address or priority",
            description = "A provider's principal sees its own alone.")
    public List<HomeServerView> list(
            @BeanParam Pages pages,
            @QueryParam("provider") @Nullable String provider,
            @Parameter(description = "true: those of the existing Master RADIUS server alone")
                    @QueryParam("master")
                    @Nullable String master) {
        Optional<Long> wanted =
                references.visible(references.providerFilter(provider), visibility.provider());
        boolean ofMaster = Choices.flag("master", master).orElse(false);
        return Pages.shown(
                call,
                servers.page(pages.request(), new HomeServers.Wanted(wanted, ofMaster)),
                this::view);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(summary = "A home server")
    public HomeServerView get(@PathParam("id") long id) {
        return view(visible(servers, visibility, id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Creates a home server: it is asked from then on")
    public HomeServerView create(HomeServerForm form, @Context UriInfo at) {
        String secret = form.secret();
        if (secret == null) {
            throw ProblemException.of("secret", "must not be null");
        }
        Optional<Long> owner =
                Optional.ofNullable(form.provider())
                        .map(name -> references.provider("provider", name));
        form.refuseAuthorizingMaster();
        return changes.create(
                Of.CONFIGURATION,
                KIND,
                at,
                () -> view(servers.create(owner, form.location(), form.manner(), secret)),
                HomeServerView::id);
    }

    @PATCH
    @Path("{id}")
    @Consumes(Patch.JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Changes a home server",
            description = "Whose it is stays: another owner's is another server.")
    public HomeServerView change(
            @PathParam("id") long id, @Schema(implementation = HomeServerForm.class) Patch patch) {
        return changes.change(
                Of.CONFIGURATION,
                KIND,
                id,
                () -> view(known(id)),
                view -> {
                    HomeServerForm form = forms.patched(view, patch, HomeServerForm.class);
                    if (!Objects.equals(form.provider(), view.provider())) {
                        throw ProblemException.of(
                                "provider", "can't be changed: create another server");
                    }
                    form.refuseAuthorizingMaster();
                    servers.change(
                            id, form.location(), form.manner(), Optional.ofNullable(form.secret()));
                });
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Removes a home server",
            description = "What is stored for its owner waits for another one of the same owner's.")
    public void remove(@PathParam("id") long id) {
        changes.remove(
                Of.CONFIGURATION, KIND, id, () -> view(known(id)), view -> servers.remove(id));
    }

    private HomeServerView view(HomeServer server) {
        return HomeServerView.of(server, references.names());
    }

    private HomeServer known(long id) {
        return servers.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }

    /** One that the caller may see. */
    static HomeServer visible(HomeServers servers, Visibility visibility, long id) {
        return servers.find(id)
                .filter(server -> visibility.includes(server.providerId().orElse(0)))
                .orElseThrow(() -> ProblemException.unknown(KIND, id));
    }
}
