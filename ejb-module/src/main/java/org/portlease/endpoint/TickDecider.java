package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.outbound.Deliveries;
import org.portlease.outbound.Deliveries.Claim;
import org.portlease.outbound.Disconnection;
import org.portlease.outbound.Disconnections;
import org.portlease.radius.Outcome;
import org.portlease.radius.Outcome.Forward;
import org.portlease.radius.Target;
import org.portlease.secret.KeyRing;
import org.portlease.upkeep.Endings;

/** What is sent when time passes: stored reports and Disconnect-Requests, as far as it is time. */
@ApplicationScoped
public class TickDecider {

    private static final Logger LOG = Logger.getLogger(TickDecider.class);
    private static final int DISCONNECTIONS_AT_ONCE = 64;

    @Inject private DirectoryCache directories;
    @Inject private AttributePolicy attributes;
    @Inject private KeyRing keys;
    @Inject private Deliveries deliveries;
    @Inject private Disconnections disconnections;
    @Inject private Endings endings;

    Outcome.Send decide(Instant now) {
        Directory directory = directories.current();
        var requests =
                new OwnRequests(
                        new Batch(attributes.of(directory), keys, Map.of(), endings, Duration.ZERO),
                        now);
        Stream<Forward> reports =
                deliveries.claim(now).stream().flatMap(claim -> report(claim, requests).stream());
        Stream<Forward> disconnects =
                disconnections.claimDue(now, DISCONNECTIONS_AT_ONCE).stream()
                        .flatMap(due -> disconnect(due, requests, directory).stream());
        return new Outcome.Send(Stream.concat(reports, disconnects).toList());
    }

    private static Optional<Forward> report(Claim claim, OwnRequests requests) {
        return readable(
                claim.report().id(),
                () ->
                        new Forward(
                                new Target.HomeServers(claim.report().homeGroup()),
                                requests.report(claim.report()),
                                new DeliveryContext(claim.sent()),
                                Optional.empty()));
    }

    private static Optional<Forward> disconnect(
            Disconnection due, OwnRequests requests, Directory directory) {
        return readable(
                due.id(),
                () -> {
                    int port = directory.nas(due.nasId()).sessions().authorizationPort();
                    return new Forward(
                            new Target.Nas(
                                    due.nasId(), new InetSocketAddress(due.nasAddress(), port)),
                            requests.disconnect(due),
                            new DisconnectionContext(due.id()),
                            Optional.empty());
                });
    }

    /** What can't be read, or whose NAS is gone, must not keep the others: its claim just ends. */
    private static Optional<Forward> readable(UUID id, Supplier<Forward> forward) {
        try {
            return Optional.of(forward.get());
        } catch (IllegalArgumentException | NoSuchElementException e) {
            LOG.warnf("PLEND0003: %s can't be sent: %s", id, e.getMessage());
            return Optional.empty();
        }
    }
}
