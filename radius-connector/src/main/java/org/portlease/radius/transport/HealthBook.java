package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.portlease.radius.HomeServer;

/** The health of each home server, each service for itself. Safe for many threads. */
final class HealthBook {

    /** A service of a server; at another address it is another one. */
    private record Face(long server, Service service, InetSocketAddress address) {}

    /** Never shrinks: as many as there were home servers' addresses. */
    private final ConcurrentMap<Face, HomeServerHealth> faces = new ConcurrentHashMap<>();

    HomeServerHealth of(HomeServer server, Service service) {
        InetSocketAddress address = service.addressOf(server);
        return faces.computeIfAbsent(
                new Face(server.id(), service, address),
                face -> new HomeServerHealth(server.id(), address));
    }
}
