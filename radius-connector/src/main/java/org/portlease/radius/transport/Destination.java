package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import org.portlease.radius.HealthCheck;
import org.portlease.radius.HomeServer;
import org.portlease.radius.HomeServerStatus.State;
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
 * @param standing what is known of it
 * @param witness who learns from what it does
 */
record Destination(
        long id,
        InetSocketAddress address,
        Secret secret,
        MessageAuthenticatorPolicy messageAuthenticator,
        Duration timeout,
        int tries,
        Standing standing,
        Witness witness) {

    /** In the order in which servers of one group are asked. */
    enum Standing {
        GOOD,
        SUSPECT,
        DEAD
    }

    /** Two seconds, as RFC 5080 section 2.2.1 has it; three times fit into a time budget. */
    private static final Duration NAS_TIMEOUT = Duration.ofSeconds(2);

    private static final int NAS_TRIES = 3;

    /** However slow a server may be by its settings: who is silent for so long is dead. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(6);

    /** A home server, for a request. */
    static Destination of(HomeServer server, Service service, HomeServerHealth health, long now) {
        return new Destination(
                server.id(),
                service.addressOf(server),
                server.secret(),
                server.messageAuthenticator(),
                server.timeout(),
                server.tries(),
                standing(server, health, now),
                new Requests(health, silenceOfTheDead(server)));
    }

    /** A home server, for a Status-Server, which is sent once. */
    static Destination probed(
            HomeServer server, Service service, HomeServerHealth health, Duration timeout) {
        return new Destination(
                server.id(),
                service.addressOf(server),
                server.secret(),
                server.messageAuthenticator(),
                timeout,
                1,
                Standing.GOOD,
                new Probes(health, silenceOfTheDead(server)));
    }

    /** A home server, for a question by itself: nobody learns from it. */
    static Destination alone(HomeServer server, Service service) {
        return new Destination(
                server.id(),
                service.addressOf(server),
                server.secret(),
                server.messageAuthenticator(),
                server.timeout(),
                server.tries(),
                Standing.GOOD,
                Witness.NOBODY);
    }

    static Destination of(Peer nas, InetSocketAddress address) {
        return new Destination(
                nas.id(),
                address,
                nas.secret(),
                nas.messageAuthenticator(),
                NAS_TIMEOUT,
                NAS_TRIES,
                Standing.GOOD,
                Witness.NOBODY);
    }

    private static Standing standing(HomeServer server, HomeServerHealth health, long now) {
        if (server.healthCheck() == HealthCheck.USE && health.mayBeTried(now)) {
            return Standing.GOOD;
        }
        State state = health.state();
        return switch (state) {
            case UNKNOWN, ALIVE -> Standing.GOOD;
            case SUSPECT -> Standing.SUSPECT;
            case DEAD -> Standing.DEAD;
        };
    }

    /** As long as one request is tried, and never after a single datagram. */
    private static Duration silenceOfTheDead(HomeServer server) {
        // in nanoseconds: a Duration multiplies with BigDecimal, and this is done for each request
        long tried = server.timeout().toNanos() * Math.max(2, server.tries());
        return Duration.ofNanos(Math.min(tried, LONGEST_SILENCE.toNanos()));
    }

    private record Requests(HomeServerHealth health, Duration deadAfter) implements Witness {

        @Override
        public void asked(long now) {
            if (health.isSilent()) {
                health.asked(now);
            }
        }

        @Override
        public void answered(long now) {
            health.answered(now);
        }

        @Override
        public void unanswered(long askedAt, long now) {
            health.unanswered(askedAt, now, deadAfter);
        }
    }

    private record Probes(HomeServerHealth health, Duration deadAfter) implements Witness {

        @Override
        public void asked(long now) {
            // only requests try it
        }

        @Override
        public void answered(long now) {
            health.answeredProbe(now);
        }

        @Override
        public void unanswered(long askedAt, long now) {
            health.unanswered(askedAt, now, deadAfter);
        }
    }
}
