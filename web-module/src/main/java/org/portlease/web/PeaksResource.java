package org.portlease.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.portlease.session.PortHistory;

/** How many ports were in use at once: for the bill, and for planning. */
@Path("peaks")
@Produces(MediaType.APPLICATION_JSON)
public class PeaksResource {

    @Inject private PortHistory peaks;
    @Inject private Clock clock;

    @GET
    @Operation(
            summary =
                    "The most ports in use at once in each five minutes, by provider, by POP and by share")
    public PortHistory.Peaks peaks(
            @Parameter(description = LookBack.DESCRIPTION) @QueryParam("hours") @DefaultValue("24")
                    int hours) {
        return peaks.ofLastHours(LookBack.hours(hours), clock.instant());
    }
}
