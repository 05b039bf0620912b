package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.portlease.endpoint.ConnectorStatus;
import org.portlease.web.api.Roles;

/** What the connector of this node counted since it started. */
@Path("counters")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Live")
public class CountersResource {

    @Inject private ConnectorStatus connector;

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.AUDITOR})
    @Operation(summary = "Packets received, sent and dropped by reason, since this node started")
    @APIResponse(
            responseCode = "200",
            description = "By name",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema =
                                    @Schema(
                                            type = SchemaType.OBJECT,
                                            additionalProperties = Long.class),
                            example = "{\"forwarded\": 4711, \"dropped.unknown peer\": 3}"))
    public Map<String, Long> counters() {
        return connector.counters();
    }
}
