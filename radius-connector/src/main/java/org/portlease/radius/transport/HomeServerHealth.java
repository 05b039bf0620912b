package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.portlease.radius.HomeServer;

/**
 * Remembers which home servers were silent lately, each service for itself. A silent server is not
 * left out, only asked after the others; any valid answer brings it back. Safe for many threads.
 */
final class HomeServerHealth {

    private static final long REMEMBERED = Duration.ofSeconds(30).toNanos();

    private record Face(long server, InetSocketAddress address) {}

    private static final class State {
        private volatile long answeredAt;
        private volatile boolean answered;
        private volatile long silentUntil;
        private volatile boolean silent;
    }

    private final ConcurrentMap<Face, State> states = new ConcurrentHashMap<>();

    boolean silentLately(HomeServer server, Service service, long now) {
        State state = states.get(new Face(server.id(), service.addressOf(server)));
        return state != null && state.silent && now - state.silentUntil < 0;
    }

    void answered(HomeServer server, Service service, long now) {
        State state = state(server, service);
        state.answeredAt = now;
        state.answered = true;
        if (state.silent) {
            state.silent = false;
            ConnectorLog.LOG.homeServerAnswers(
                    server.id(), ConnectorLog.text(service.addressOf(server)));
        }
    }

    /**
     * A request was not answered. A server that answered another one since then has only lost this
     * one.
     *
     * @param askedAt when the request was first sent to it
     */
    void unanswered(HomeServer server, Service service, long askedAt, long now) {
        State state = state(server, service);
        if (state.answered && state.answeredAt - askedAt >= 0) {
            return;
        }
        state.silentUntil = now + REMEMBERED;
        if (!state.silent) {
            state.silent = true;
            ConnectorLog.LOG.homeServerSilent(
                    server.id(), ConnectorLog.text(service.addressOf(server)));
        }
    }

    private State state(HomeServer server, Service service) {
        return states.computeIfAbsent(
                new Face(server.id(), service.addressOf(server)), face -> new State());
    }
}
