package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Predicate;
import org.portlease.radius.HomeServer;
import org.portlease.radius.HomeServerStatus;

/** The health of the home servers, each service for itself. Safe for many threads. */
final class HealthBook {

    /** A service of a server; at another address it is another one. */
    private record Face(long server, Service service, InetSocketAddress address) {

        static Face of(HomeServer server, Service service) {
            return new Face(server.id(), service, service.addressOf(server));
        }
    }

    private final ConcurrentMap<Face, HomeServerHealth> faces = new ConcurrentHashMap<>();
    private final Clock clock;

    HealthBook(Clock clock) {
        this.clock = clock;
    }

    HomeServerHealth of(HomeServer server, Service service) {
        return faces.computeIfAbsent(
                Face.of(server, service),
                face -> new HomeServerHealth(face.server(), face.address(), clock));
    }

    /** Knows these servers, and forgets others. */
    void keep(List<HomeServer> servers) {
        Set<Face> kept = new HashSet<>();
        for (HomeServer server : servers) {
            for (Service service : Service.OF_HOME_SERVERS) {
                of(server, service);
                kept.add(Face.of(server, service));
            }
        }
        faces.keySet().retainAll(kept);
    }

    List<HomeServerStatus> statuses(List<HomeServer> servers) {
        return servers.stream()
                .flatMap(
                        server ->
                                Service.OF_HOME_SERVERS.stream()
                                        .map(service -> status(server, service)))
                .toList();
    }

    private HomeServerStatus status(HomeServer server, Service service) {
        HomeServerHealth health = of(server, service);
        return new HomeServerStatus(server.id(), service.label(), health.state(), health.since());
    }

    long count(List<HomeServer> servers, Service service, Predicate<HomeServerHealth> which) {
        return servers.stream().filter(server -> which.test(of(server, service))).count();
    }
}
