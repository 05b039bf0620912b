package org.portlease.web;

import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.ContractStatus;
import org.portlease.session.Occupancy;
import org.portlease.web.api.Roles;

/** Ports and connection time, a provider and a POP at a time. */
@Path("capacity")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Live")
public class CapacityResource {

    @Inject private Occupancy occupancy;
    @Inject private Sight sight;
    @Inject private Clock clock;

    /** How much is in use, by names. */
    @Schema(name = "Capacities")
    public record View(
            @Schema(
                            examples = "2026-01-31T12:00:00Z",
                            description = "The instant that the seconds are told for")
                    Instant at,
            List<OfProvider> providers,
            List<OfPop> pops,
            List<OfShare> shares) {}

    /** A client provider's contract. */
    @Schema(name = "ProviderCapacity")
    public record OfProvider(
            @Schema(examples = "North") String provider,
            @Schema(examples = "3") long contract,
            @Schema(examples = "ACTIVE") ContractStatus status,
            @Schema(examples = "100", description = "0 when it is terminated") int ports,
            @Schema(examples = "42", description = "Leases not yet closed") int inUse,
            @Schema(examples = "10") int burstPorts,
            @Schema(examples = "0") int burstInUse,
            @Schema(examples = "2026-01-01T00:00:00Z") Instant periodStart,
            @Schema(examples = "86400", description = "Connection time used in the period")
                    long periodSeconds,
            @Schema(examples = "0", description = "Reserved for open sessions, not used yet")
                    long promisedSeconds,
            @Schema(examples = "3600000", description = "None for no threshold")
                    @Nullable Long thresholdSeconds) {

        static OfProvider of(Occupancy.OfProvider row) {
            return new OfProvider(
                    row.provider(),
                    row.contract(),
                    row.status(),
                    row.ports(),
                    row.inUse(),
                    row.burstPorts(),
                    row.burstInUse(),
                    row.periodStart(),
                    row.periodSeconds(),
                    row.promisedSeconds(),
                    row.thresholdSeconds());
        }
    }

    /** A point of presence; not for providers. */
    @Schema(name = "PopCapacity")
    public record OfPop(
            @Schema(examples = "Berlin") String pop,
            @Schema(examples = "200") int ports,
            @Schema(examples = "20") int reservedPorts,
            @Schema(examples = "57") int inUse,
            @Schema(examples = "42") int clientsInUse) {

        static OfPop of(Occupancy.OfPop row) {
            return new OfPop(
                    row.pop(), row.ports(), row.reservedPorts(), row.inUse(), row.clientsInUse());
        }
    }

    /** A client provider's share of a point of presence. */
    @Schema(name = "ShareCapacity")
    public record OfShare(
            @Schema(examples = "North") String provider,
            @Schema(examples = "3") long contract,
            @Schema(examples = "Berlin") String pop,
            @Schema(examples = "30", description = "0 when the contract is terminated") int ports,
            @Schema(examples = "12") int inUse,
            @Schema(examples = "0") int burstInUse) {

        static OfShare of(Occupancy.OfShare row) {
            return new OfShare(
                    row.provider(),
                    row.contract(),
                    row.pop(),
                    row.ports(),
                    row.inUse(),
                    row.burstInUse());
        }
    }

    @GET
    @RolesAllowed({Roles.OPERATOR, Roles.BILLING, Roles.AUDITOR, Roles.PROVIDER})
    @Operation(
            summary =
                    "Ports leased and seconds used in the period, by provider, by POP and by share",
            description =
                    "A provider's principal sees its contract and its shares alone. A terminated"
                            + " contract that another one has followed is told while it is used.")
    public View capacity(
            @Parameter(description = "The name of a client provider") @QueryParam("provider")
                    @Nullable String provider,
            @Parameter(description = "The name of a point of presence") @QueryParam("pop")
                    @Nullable String pop) {
        Instant now = clock.instant();
        Predicate<@Nullable String> seen = sight.of(provider);
        return new View(
                now,
                occupancy.ofProviders(now).stream()
                        .filter(row -> seen.test(row.provider()))
                        .map(OfProvider::of)
                        .toList(),
                occupancy.ofPops().stream()
                        .filter(row -> seen.test(null))
                        .filter(row -> pop == null || pop.equals(row.pop()))
                        .map(OfPop::of)
                        .toList(),
                occupancy.ofShares().stream()
                        .filter(row -> seen.test(row.provider()))
                        .filter(row -> pop == null || pop.equals(row.pop()))
                        .map(OfShare::of)
                        .toList());
    }
}
