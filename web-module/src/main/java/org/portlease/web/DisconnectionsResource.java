package org.portlease.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.portlease.outbound.DisconnectionHistory;

/** Sessions that NASes were asked to end. */
@Path("disconnections")
@Produces(MediaType.APPLICATION_JSON)
public class DisconnectionsResource {

    @Inject private DisconnectionHistory disconnections;
    @Inject private Clock clock;

    @GET
    @Operation(summary = "Disconnect-Requests and their answers, the newest first, 1000 at most")
    public List<DisconnectionHistory.Asked> disconnections(
            @Parameter(description = LookBack.DESCRIPTION) @QueryParam("hours") @DefaultValue("24")
                    int hours) {
        return disconnections.since(LookBack.since(hours, clock.instant()), LookBack.MOST_ROWS);
    }
}
