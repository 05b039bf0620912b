package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Node;
import org.portlease.provisioning.Drains;
import org.portlease.upkeep.NodeOverview;
import org.portlease.web.api.Changes;
import org.portlease.web.api.Changes.Of;
import org.portlease.web.api.ProblemException;
import org.portlease.web.api.Reason;
import org.portlease.web.api.Roles;

/** The servers of the installation. */
@Path("nodes")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Nodes")
public class NodesResource {

    private static final String KIND = "node";

    @Inject private Changes changes;
    @Inject private Drains drains;
    @Inject private NodeOverview nodes;

    /** As it is shown. */
    @Schema(name = "Node")
    public record View(
            @Schema(examples = "a", description = "Its PORTLEASE_NODE") String name,
            @Schema(examples = "1.0.0") String version,
            @Schema(examples = "2026-01-31T12:00:00Z") Instant startedAt,
            @Schema(examples = "2026-01-31T12:00:05Z", description = "By the database's clock")
                    Instant seenAt,
            @Schema(examples = "true", description = "Seen within the last 15 seconds")
                    boolean alive,
            @Schema(examples = "true", description = "Whether it is the one that answers")
                    boolean here,
            @Schema(examples = "42", description = "Of the configuration that it decided by then")
                    long configVersion,
            @Schema(
                            examples = "2026-01-31T12:00:00Z",
                            description = "Since when it takes no new sessions")
                    @Nullable Instant drainingSince) {}

    /** Whether a node takes new sessions. */
    @Schema(name = "NodeDrain")
    public record DrainView(
            @Schema(examples = "a") String name,
            @Schema(examples = "2026-01-31T12:00:00Z") @Nullable Instant drainingSince) {

        static DrainView of(Node node) {
            return new DrainView(node.name(), node.drainingSince().orElse(null));
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "All servers of the installation, by name")
    public List<View> list() {
        return nodes.all().stream().map(this::view).toList();
    }

    @GET
    @Path("{name}")
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR})
    @Operation(summary = "A server of the installation")
    public View get(@PathParam("name") String name) {
        return view(found(name));
    }

    private NodeOverview.Found found(String name) {
        return nodes.all().stream()
                .filter(node -> node.name().equals(name))
                .findAny()
                .orElseThrow(() -> ProblemException.unknown(KIND, name));
    }

    private View view(NodeOverview.Found node) {
        return new View(
                node.name(),
                node.version(),
                node.startedAt(),
                node.seenAt(),
                node.alive(),
                node.name().equals(nodes.here()),
                node.configVersion(),
                node.drainingSince());
    }

    @POST
    @Path("{name}/drain")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Lets a node take no new sessions",
            description =
                    "New Access-Requests get no answer from it, so that NASes turn to another"
                            + " server; what is under way, and accounting, go on. Its readiness"
                            + " says so. It stays so, over restarts, until it is undone.")
    public DrainView drain(@PathParam("name") String name, Reason why) {
        return changes.act(
                Of.CONFIGURATION,
                "drain",
                KIND,
                name,
                why.reason(),
                () -> known(name),
                view -> drains.drainNode(name));
    }

    @POST
    @Path("{name}/undrain")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Roles.OPERATOR)
    @Operation(summary = "Lets a node take new sessions again")
    public DrainView undrain(@PathParam("name") String name, Reason why) {
        return changes.act(
                Of.CONFIGURATION,
                "undrain",
                KIND,
                name,
                why.reason(),
                () -> known(name),
                view -> drains.undrainNode(name));
    }

    @DELETE
    @Path("{name}")
    @RolesAllowed(Roles.OPERATOR)
    @Operation(
            summary = "Forgets a node that is gone",
            description =
                    "If-Match is its drain's version, or *. One that runs cannot be forgotten.")
    public void forget(@PathParam("name") String name) {
        boolean alive = found(name).alive();
        changes.remove(
                Of.CONFIGURATION,
                KIND,
                name,
                () -> known(name),
                view -> drains.forgetNode(name, alive));
    }

    private DrainView known(String name) {
        return drains.node(name)
                .map(DrainView::of)
                .orElseThrow(() -> ProblemException.unknown(KIND, name));
    }
}
