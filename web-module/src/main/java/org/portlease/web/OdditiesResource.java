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
import org.portlease.accounting.OddityHistory;

/** What NASes report against the rules of accounting: counted, not stored. */
@Path("accounting-oddities")
@Produces(MediaType.APPLICATION_JSON)
public class OdditiesResource {

    @Inject private OddityHistory oddities;
    @Inject private Clock clock;

    @GET
    @Operation(
            summary =
                    "How often the accounting of a NAS was odd, by rule and hour, the newest hour first")
    public List<OddityHistory.Met> oddities(
            @Parameter(description = LookBack.DESCRIPTION) @QueryParam("hours") @DefaultValue("24")
                    int hours) {
        return oddities.ofLastHours(LookBack.hours(hours), clock.instant());
    }
}
