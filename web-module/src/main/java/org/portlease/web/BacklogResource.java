package org.portlease.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.portlease.outbound.BacklogOverview;

/** Accounting that was acknowledged to NASes and is not delivered yet. */
@Path("backlog")
@Produces(MediaType.APPLICATION_JSON)
public class BacklogResource {

    @Inject private BacklogOverview backlog;
    @Inject private Clock clock;

    @GET
    @Operation(
            summary =
                    "Stored reports by provider: how many, how old, and when they are tried again")
    public List<BacklogOverview.Waiting> backlog() {
        return backlog.waiting(clock.instant());
    }
}
