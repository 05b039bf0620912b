package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

    private static final int DISCONNECTIONS_AT_ONCE = 64;
    private static final Duration SAID_EVERY = Duration.ofMinutes(1);

    private DirectoryCache directories;
    private AttributePolicy attributes;
    private KeyRing keys;
    private Deliveries deliveries;
    private Disconnections disconnections;
    private Endings endings;

    private final AtomicInteger unreadable = new AtomicInteger();
    private volatile Instant sayAgainAt = Instant.MIN;

    @SuppressWarnings("NullAway.Init") // for the container's proxy
    protected TickDecider() {}

    @Inject
    TickDecider(
            DirectoryCache directories,
            AttributePolicy attributes,
            KeyRing keys,
            Deliveries deliveries,
            Disconnections disconnections,
            Endings endings) {
        this.directories = directories;
        this.attributes = attributes;
        this.keys = keys;
        this.deliveries = deliveries;
        this.disconnections = disconnections;
        this.endings = endings;
    }

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
                        .flatMap(due -> disconnect(due, requests, directory, now).stream());
        return new Outcome.Send(Stream.concat(reports, disconnects).toList());
    }

    /** What can't be read must keep neither the others nor a place in the window. */
    private Optional<Forward> report(Claim claim, OwnRequests requests) {
        Optional<Forward> forward =
                readable(
                        claim.report().id(),
                        claim.at(),
                        () ->
                                new Forward(
                                        new Target.HomeServers(claim.report().homeGroup()),
                                        requests.report(claim.report()),
                                        new DeliveryContext(claim.sent()),
                                        Optional.empty()));
        if (forward.isEmpty()) {
            deliveries.setAside(claim);
        }
        return forward;
    }

    private Optional<Forward> disconnect(
            Disconnection due, OwnRequests requests, Directory directory, Instant now) {
        return readable(
                due.id(),
                now,
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

    /** A Disconnect that can't be read, or whose NAS is gone: its claim just ends. */
    private Optional<Forward> readable(UUID id, Instant now, Supplier<Forward> forward) {
        try {
            return Optional.of(forward.get());
        } catch (RuntimeException e) {
            unreadable.incrementAndGet();
            if (!now.isBefore(sayAgainAt)) {
                sayAgainAt = now.plus(SAID_EVERY);
                EndpointLog.LOG.storedRequestsUnreadable(
                        unreadable.getAndSet(0), id, String.valueOf(e));
            }
            return Optional.empty();
        }
    }
}
