package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.portlease.radius.HomeServer;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Peer;
import org.portlease.radius.Secret;

/**
 * Somebody to ask at one address: a home server for one of its services, or a NAS for dynamic
 * authorization.
 *
 * @param id the home server's, or the peer's
 * @param messageAuthenticator what we ask of its answers
 * @param timeout how long to wait before a request is sent again
 * @param tries how often a request is sent before somebody else is asked
 * @param health what is known of a home server; empty for a NAS
 */
record Destination(
        long id,
        InetSocketAddress address,
        Secret secret,
        MessageAuthenticatorPolicy messageAuthenticator,
        Duration timeout,
        int tries,
        Optional<HomeServerHealth> health) {

    /** Two seconds, as RFC 5080 section 2.2.1 has it; three times fit into a time budget. */
    private static final Duration NAS_TIMEOUT = Duration.ofSeconds(2);

    private static final int NAS_TRIES = 3;

    static Destination of(HomeServer server, Service service, HomeServerHealth health) {
        return new Destination(
                server.id(),
                service.addressOf(server),
                server.secret(),
                server.messageAuthenticator(),
                server.timeout(),
                server.tries(),
                Optional.of(health));
    }

    static Destination of(Peer nas, InetSocketAddress address) {
        return new Destination(
                nas.id(),
                address,
                nas.secret(),
                nas.messageAuthenticator(),
                NAS_TIMEOUT,
                NAS_TRIES,
                Optional.empty());
    }
}
