package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.portlease.provider.Provider;
import org.portlease.provisioning.Principals;
import org.portlease.provisioning.Providers;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Roles;

/** Which principals of this API speak for a client provider, and so see its rows alone. */
@Path("providers/{id}/principals")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Providers")
public class PrincipalsResource {

    private static final String KIND = "provider-principal";

    @Inject private Changes changes;
    @Inject private Providers providers;
    @Inject private Principals principals;

    /** Who speaks for whom. */
    @Schema(name = "Principal")
    public record View(
            @Schema(examples = "north-operations") String name,
            @Schema(examples = "North") String provider) {}

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(summary = "Who speaks for the provider, by name")
    public List<View> list(@PathParam("id") long id) {
        Provider provider = known(id);
        return principals.of(provider).stream()
                .map(name -> new View(name, provider.name()))
                .toList();
    }

    @GET
    @Path("{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(summary = "A principal that speaks for the provider")
    public View get(@PathParam("id") long id, @PathParam("name") String name) {
        Provider provider = known(id);
        if (!principals.of(provider).contains(name)) {
            throw ProblemException.unknown(KIND, name);
        }
        return new View(name, provider.name());
    }

    @PUT
    @Path("{name}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Lets a principal speak for the provider",
            description = "It needs the role provider as well, where principals are kept.")
    public View bind(@PathParam("id") long id, @PathParam("name") String name) {
        return changes.doMany(
                Of.RECORDS,
                Set.of(KIND),
                notes -> {
                    Provider provider = known(id);
                    View view = new View(name, provider.name());
                    if (!principals.of(provider).contains(name)) {
                        ProblemException.checked(
                                "name",
                                () -> {
                                    principals.bind(name, provider);
                                    return view;
                                });
                        notes.note("create", KIND, name, null, view, null);
                    }
                    return view;
                });
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Lets a principal speak for the provider no more")
    public void unbind(@PathParam("id") long id, @PathParam("name") String name) {
        changes.remove(
                Of.RECORDS, KIND, name, () -> get(id, name), view -> principals.unbind(name));
    }

    private Provider known(long id) {
        return providers
                .find(id)
                .orElseThrow(() -> ProblemException.unknown(ProvidersResource.KIND, id))
                .provider();
    }
}
