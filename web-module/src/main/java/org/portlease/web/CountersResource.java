package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
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
    public Map<String, Long> counters() {
        return connector.counters();
    }
}
