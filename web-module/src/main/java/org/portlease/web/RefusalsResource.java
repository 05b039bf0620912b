package org.portlease.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.portlease.admission.RefusalHistory;

/** Refused admissions: they are counted, not stored. */
@Path("refusals")
@Produces(MediaType.APPLICATION_JSON)
public class RefusalsResource {

    private static final int MOST_HOURS = 31 * 24;

    @Inject private RefusalHistory refusals;

    @GET
    @Operation(summary = "Refusals by provider, reason and hour, the newest hour first")
    public List<RefusalHistory.Refused> refusals(
            @Parameter(description = "How many hours back, 1 to 744; the running hour is the first")
                    @QueryParam("hours")
                    @DefaultValue("24")
                    int hours) {
        return refusals.ofLastHours(Math.max(1, Math.min(hours, MOST_HOURS)), Instant.now());
    }
}
