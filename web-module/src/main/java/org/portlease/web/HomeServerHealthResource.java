package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.endpoint.HomeServerStates;
import org.portlease.provisioning.HomeServers;
import org.portlease.web.api.Roles;
import org.portlease.web.api.Visibility;

/** Which home servers answer, as this node finds them. */
@Path("home-servers/health")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Home servers")
public class HomeServerHealthResource {

    @Inject private HomeServerStates homeServers;
    @Inject private Sight sight;

    /** One service of a home server, as this node finds it. */
    @Schema(name = "HomeServerState")
    public record View(
            @Schema(examples = "5") long id,
            @Schema(examples = "North", description = "None for the existing Master RADIUS server")
                    @Nullable String provider,
            @Schema(examples = "192.0.2.10") String address,
            @Schema(examples = "1812") int port,
            @Schema(
                            examples = "auth",
                            enumeration = {"auth", "acct"})
                    String service,
            @Schema(examples = "1", description = "The lower is asked first") int priority,
            @Schema(
                            examples = "ALIVE",
                            enumeration = {"UNKNOWN", "ALIVE", "SUSPECT", "DEAD"})
                    String state,
            @Schema(examples = "2026-01-31T12:00:00Z") Instant since) {

        static View of(HomeServerStates.Found row) {
            return new View(
                    row.id(),
                    row.provider(),
                    row.address(),
                    row.port(),
                    row.service(),
                    row.priority(),
                    row.state(),
                    row.since());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary = "How home servers answer, by provider, as this node finds it",
            description = "A provider's principal sees its own alone.")
    public List<View> homeServers(
            @Parameter(description = "The name of a client provider") @QueryParam("provider")
                    @Nullable String provider,
            @Parameter(description = "One state alone") @QueryParam("state")
                    @Nullable String state) {
        Predicate<@Nullable String> seen = sight.of(provider);
        return homeServers.all().stream()
                .filter(row -> seen.test(row.provider()))
                .filter(row -> state == null || state.equals(row.state()))
                .map(View::of)
                .toList();
    }

    /** One of them. */
    @Path("home-servers/{id}/health")
    @Produces(MediaType.APPLICATION_JSON)
    @Tag(name = "Home servers")
    @ApplicationScoped
    public static class OfOne {

        @Inject private HomeServerStates homeServers;
        @Inject private HomeServers configured;
        @Inject private Visibility visibility;

        @GET
        @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
        @Operation(
                summary = "How a home server answers, as this node finds it",
                description = "An entry a service; none of one that was never asked.")
        public List<View> health(@PathParam("id") long id) {
            HomeServersResource.visible(configured, visibility, id);
            return homeServers.all().stream().filter(row -> row.id() == id).map(View::of).toList();
        }
    }
}
