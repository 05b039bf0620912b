package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.portlease.provisioning.Drains;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Reason;
import org.portlease.web.api.Roles;

/** A NAS that gets no new sessions. */
@Path("nases/{id}/drain")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Drains")
@ApplicationScoped
public class NasDrainResource {

    private static final String KIND = "nas";

    @Inject private Changes changes;
    @Inject private Drains drains;

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Whether the NAS gets new sessions")
    public DrainForm.View get(@PathParam("id") long id) {
        return known(id);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Lets the NAS get no new sessions",
            description =
                    "They are refused, and counted as NAS_DRAINING. Its open sessions go"
                            + " on, or are disconnected where that is wanted, also such as are"
                            + " reported later.")
    public DrainForm.View drain(@PathParam("id") long id, DrainForm form) {
        return changes.act(
                Of.CONFIGURATION,
                "drain",
                KIND,
                id,
                form.reason(),
                () -> known(id),
                view -> drains.drainNas(id, form.endsSessions()));
    }

    DrainForm.View known(long id) {
        return drains.nas(id)
                .map(DrainForm.View::of)
                .orElseThrow(() -> ProblemException.unknown(KIND, id));
    }

    /** Its undoing. */
    @Path("nases/{id}/undrain")
    @Produces(MediaType.APPLICATION_JSON)
    @Tag(name = "Drains")
    @ApplicationScoped
    public static class Undo {

        @Inject private Changes changes;
        @Inject private Drains drains;
        @Inject private NasDrainResource drain;

        @POST
        @Consumes(MediaType.APPLICATION_JSON)
        @RolesAllowed(Roles.OPERATOR)
        @Operation(summary = "Lets the NAS get new sessions again")
        public DrainForm.View undrain(@PathParam("id") long id, Reason why) {
            return changes.act(
                    Of.CONFIGURATION,
                    "undrain",
                    KIND,
                    id,
                    why.reason(),
                    () -> drain.known(id),
                    view -> drains.undrainNas(id));
        }
    }
}
