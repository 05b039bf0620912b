package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Remembers whether one service of a home server was silent lately. A silent server is not left
 * out, only asked after the others; any valid answer brings it back. Safe for many threads.
 */
final class HomeServerHealth {

    private static final long REMEMBERED = Duration.ofSeconds(30).toNanos();

    private final long server;
    private final InetSocketAddress address;
    private volatile long answeredAt;
    private volatile boolean answered;
    private volatile long silentUntil;
    private volatile boolean silent;

    HomeServerHealth(long server, InetSocketAddress address) {
        this.server = server;
        this.address = address;
    }

    boolean silentLately(long now) {
        return silent && now - silentUntil < 0;
    }

    void answered(long now) {
        answeredAt = now;
        answered = true;
        if (silent) {
            silent = false;
            ConnectorLog.LOG.homeServerAnswers(server, ConnectorLog.text(address));
        }
    }

    /**
     * A request was not answered. A server that answered another one since then has only lost this
     * one.
     *
     * @param askedAt when the request was first sent to it
     */
    void unanswered(long askedAt, long now) {
        if (answered && answeredAt - askedAt >= 0) {
            return;
        }
        silentUntil = now + REMEMBERED;
        if (!silent) {
            silent = true;
            ConnectorLog.LOG.homeServerSilent(server, ConnectorLog.text(address));
        }
    }
}
