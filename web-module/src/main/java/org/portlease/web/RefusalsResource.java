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
import org.portlease.admission.RefusalHistory;

/** Refused admissions: they are counted, not stored. */
@Path("refusals")
@Produces(MediaType.APPLICATION_JSON)
public class RefusalsResource {

    @Inject private RefusalHistory refusals;
    @Inject private Clock clock;

    @GET
    @Operation(summary = "Refusals by provider, POP, reason and hour, the newest hour first")
    public List<RefusalHistory.Refused> refusals(
            @Parameter(description = LookBack.DESCRIPTION) @QueryParam("hours") @DefaultValue("24")
                    int hours) {
        return refusals.ofLastHours(LookBack.hours(hours), clock.instant());
    }
}
