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
import org.portlease.session.RepairHistory;

/** Counters that did not agree with the leases: there should be none. */
@Path("repairs")
@Produces(MediaType.APPLICATION_JSON)
public class RepairsResource {

    @Inject private RepairHistory repairs;
    @Inject private Clock clock;

    @GET
    @Operation(summary = "Counters that were repaired, the newest first, 1000 at most")
    public List<RepairHistory.Repair> repairs(
            @Parameter(description = LookBack.DESCRIPTION) @QueryParam("hours") @DefaultValue("24")
                    int hours) {
        return repairs.since(LookBack.since(hours, clock.instant()), LookBack.MOST_ROWS);
    }
}
