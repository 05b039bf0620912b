package org.portlease.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.portlease.session.Occupancy;

/** Ports and connection time, a provider and a POP at a time. */
@Path("capacity")
@Produces(MediaType.APPLICATION_JSON)
public class CapacityResource {

    @Inject private Occupancy occupancy;
    @Inject private Clock clock;

    /**
     * @param at the instant that the seconds are told for
     * @param providers by name
     * @param pops by name
     * @param shares of providers at POPs, by name
     */
    public record Capacities(
            Instant at,
            List<Occupancy.OfProvider> providers,
            List<Occupancy.OfPop> pops,
            List<Occupancy.OfShare> shares) {}

    @GET
    @Operation(
            summary =
                    "Ports leased and seconds used in the period, by provider, by POP and by share")
    public Capacities capacity() {
        Instant now = clock.instant();
        return new Capacities(
                now, occupancy.ofProviders(now), occupancy.ofPops(), occupancy.ofShares());
    }
}
