package org.portlease.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.portlease.endpoint.HomeServerStates;

/** Who of those that this node asks answers. */
@Path("home-servers")
@Produces(MediaType.APPLICATION_JSON)
public class HomeServersResource {

    @Inject private HomeServerStates homeServers;

    @GET
    @Operation(summary = "Home servers by provider, and their states as this node finds them")
    public List<HomeServerStates.Found> homeServers() {
        return homeServers.all();
    }
}
