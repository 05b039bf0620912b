package org.portlease.radius.transport;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.portlease.radius.HealthCheck;
import org.portlease.radius.HomeServer;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** Sends Status-Server (RFC 5997) to home servers that have fallen silent, where they know it. */
final class Prober {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final long LOOKS_EVERY = Duration.ofMillis(200).toNanos();

    private final Shared shared;
    private final Inquiries inquiries;
    private final HealthBook health;
    private long lookedAt = System.nanoTime();

    Prober(Shared shared, Inquiries inquiries, HealthBook health) {
        this.shared = shared;
        this.inquiries = inquiries;
        this.health = health;
    }

    /** Sends what is due; to be called many times a second by one thread. */
    void probe(long now) {
        if (now - lookedAt < LOOKS_EVERY) {
            return;
        }
        lookedAt = now;
        for (HomeServer server : shared.directory().current().pools().all()) {
            if (server.healthCheck() == HealthCheck.STATUS_SERVER) {
                Service.OF_HOME_SERVERS.forEach(service -> probe(server, service, now));
            }
        }
    }

    private void probe(HomeServer server, Service service, long now) {
        HomeServerHealth known = health.of(server, service);
        if (!known.takeProbe(now, ThreadLocalRandom.current().nextDouble(-1, 1))) {
            return;
        }
        inquiries.begin(
                new Inquiry(
                        Inquirer.NOBODY,
                        Packet.of(Code.STATUS_SERVER)
                                .addText(AttributeTypes.NAS_IDENTIFIER, "Portlease"),
                        null,
                        List.of(Destination.probed(server, service, known, PATIENCE)),
                        Optional.empty(),
                        now,
                        now + PATIENCE.toNanos()),
                now);
    }
}
