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
import org.portlease.provider.Subscriber;
import org.portlease.provisioning.Subscribers;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Forms;
import org.portlease.web.api.Pages;
import org.portlease.web.api.Patch;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** The master's own subscribers. */
@Path("subscribers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Own subscribers")
public class SubscribersResource {

    static final String KIND = "subscriber";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private Forms forms;
    @Inject private Subscribers subscribers;

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Own subscribers, by id or sorted by identifier")
    public List<SubscriberView> list(
            @BeanParam Pages pages,
            @QueryParam("identifier") @Nullable String identifier,
            @QueryParam("active") @Nullable String active) {
        return Pages.shown(
                call,
                subscribers.page(
                        pages.request(),
                        Optional.ofNullable(identifier),
                        Choices.flag("active", active)),
                SubscriberView::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "An own subscriber")
    public SubscriberView get(@PathParam("id") long id) {
        return SubscriberView.of(known(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Creates an own subscriber")
    public SubscriberView create(SubscriberForm form, @Context UriInfo at) {
        if (form.password() == null) {
            throw ProblemException.of("password", "must not be null");
        }
        byte[] kept = kept(form, form.password());
        return changes.create(
                Of.CONFIGURATION,
                KIND,
                at,
                () -> SubscriberView.of(subscribers.create(form.plan(), kept)),
                SubscriberView::id);
    }

    @PATCH
    @Path("{id}")
    @Consumes(Patch.JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Changes an own subscriber",
            description = "A new passwordScheme needs the password, which nothing shows again.")
    public SubscriberView change(
            @PathParam("id") long id, @Schema(implementation = SubscriberForm.class) Patch patch) {
        return changes.change(
                Of.CONFIGURATION,
                KIND,
                id,
                () -> SubscriberView.of(known(id)),
                view -> {
                    SubscriberForm form = forms.patched(view, patch, SubscriberForm.class);
                    subscribers.change(
                            id,
                            form.plan(),
                            Optional.ofNullable(form.password())
                                    .map(password -> kept(form, password)));
                });
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Removes an own subscriber that is not connected")
    public void remove(@PathParam("id") long id) {
        changes.remove(
                Of.CONFIGURATION,
                KIND,
                id,
                () -> SubscriberView.of(known(id)),
                view -> subscribers.remove(id));
    }

    private byte[] kept(SubscriberForm form, String password) {
        return ProblemException.checked(
                "password", () -> subscribers.kept(form.scheme(), password));
    }

    private Subscriber known(long id) {
        return subscribers.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }
}
