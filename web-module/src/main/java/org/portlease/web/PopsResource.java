package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import org.portlease.provisioning.Pops;
import org.portlease.web.api.Call;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.Forms;
import org.portlease.web.api.Pages;
import org.portlease.web.api.Patch;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Points of presence: where the master has ports. */
@Path("pops")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Points of presence")
public class PopsResource {

    static final String KIND = "pop";

    @Inject private Call call;
    @Inject private Changes changes;
    @Inject private Forms forms;
    @Inject private Pops pops;

    /**
     * What is said of one.
     *
     * @param reservedPorts how many of its ports no client provider may take
     */
    @Schema(name = "PopForm")
    public record Form(
            @Schema(examples = "Berlin") @NotBlank @Size(max = 64) String name,
            @Schema(examples = "200", description = "What it can carry")
                    @NotNull
                    @Min(0)
                    @Max(Integer.MAX_VALUE)
                    Integer ports,
            @Schema(
                            examples = "20",
                            defaultValue = "0",
                            description = "How many of them no client provider may take")
                    @Nullable
                    @Min(0)
                    @Max(Integer.MAX_VALUE)
                    Integer reservedPorts,
            @Schema(examples = "city", description = "By which prices may differ")
                    @Nullable
                    @Size(min = 1, max = 64)
                    String billingGroup) {

        Pops.Plan plan() {
            int reserved = reservedPorts == null ? 0 : reservedPorts;
            if (reserved > ports) {
                throw ProblemException.of(
                        "reservedPorts",
                        "must be at most ports, " + ports + ", but is " + reserved);
            }
            return new Pops.Plan(name, ports, reserved, billingGroup);
        }
    }

    /** As it is shown. */
    @Schema(name = "Pop")
    public record View(
            @Schema(examples = "1") long id,
            @Schema(examples = "Berlin") String name,
            @Schema(examples = "200") int ports,
            @Schema(examples = "20") int reservedPorts,
            @Schema(examples = "city") @Nullable String billingGroup) {

        static View of(Pops.Entry entry) {
            return new View(
                    entry.pop().id(),
                    entry.pop().name(),
                    entry.ports(),
                    entry.pop().reservedPorts(),
                    entry.pop().billingGroup().orElse(null));
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "Points of presence, by id or sorted by name")
    public List<View> list(@BeanParam Pages pages, @QueryParam("name") @Nullable String name) {
        return Pages.shown(call, pops.page(pages.request(), Optional.ofNullable(name)), View::of);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "A point of presence")
    public View get(@PathParam("id") long id) {
        return View.of(known(id));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Creates a point of presence")
    public View create(Form form, @Context UriInfo at) {
        return changes.create(
                Of.CONFIGURATION, KIND, at, () -> View.of(pops.create(form.plan())), View::id);
    }

    @PATCH
    @Path("{id}")
    @Consumes(Patch.JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Changes a point of presence",
            description =
                    "Fewer ports disconnect nobody: nobody new is admitted until fewer are in use.")
    public View change(@PathParam("id") long id, @Schema(implementation = Form.class) Patch patch) {
        return changes.change(
                Of.CONFIGURATION,
                KIND,
                id,
                () -> View.of(known(id)),
                view -> pops.change(known(id), forms.patched(view, patch, Form.class).plan()));
    }

    @DELETE
    @Path("{id}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Removes a point of presence where no NAS stands")
    public void remove(@PathParam("id") long id) {
        changes.remove(
                Of.CONFIGURATION,
                KIND,
                id,
                () -> View.of(known(id)),
                view -> pops.remove(known(id)));
    }

    private Pops.Entry known(long id) {
        return pops.find(id).orElseThrow(() -> ProblemException.unknown(KIND, id));
    }
}
