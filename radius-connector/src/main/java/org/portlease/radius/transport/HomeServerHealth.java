package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.portlease.radius.HomeServerStatus.State;

/**
 * One service of a home server, from the first request to it on: alive while it answers, suspect
 * when a request has had no answer in time and no other has had one since, dead when a second one
 * goes unanswered and the silence has lasted. Any valid answer to a request revives it at once,
 * three answers in a row to Status-Server do so too. Safe for many threads.
 */
final class HomeServerHealth {

    /** How often a silent server may be tried by a request that does not have to. */
    static final Duration TRIAL_INTERVAL = Duration.ofSeconds(30);

    /** How often a silent server is sent a Status-Server, give or take a fifth. */
    static final Duration PROBE_INTERVAL = Duration.ofSeconds(3);

    /** As FreeRADIUS asks by default, too: one answer may come from a server that is half up. */
    static final int REVIVING_PROBES = 3;

    private final long server;
    private final InetSocketAddress address;
    private final Clock clock;
    private volatile State state = State.UNKNOWN;
    private volatile Instant since;
    private volatile long answeredAt;
    private volatile boolean answered;
    private long silentSince;
    private long nextTrialAt;
    private long nextProbeAt;
    private int probesAnswered;

    HomeServerHealth(long server, InetSocketAddress address, Clock clock) {
        this.server = server;
        this.address = address;
        this.clock = clock;
        this.since = clock.instant();
    }

    State state() {
        return state;
    }

    Instant since() {
        return since;
    }

    boolean isSilent() {
        return state == State.SUSPECT || state == State.DEAD;
    }

    /** It answered a request. */
    void answered(long now) {
        answeredAt = now;
        answered = true;
        if (state != State.ALIVE) {
            revive();
        }
    }

    /** It answered a Status-Server. */
    synchronized void answeredProbe(long now) {
        if (isSilent() && ++probesAnswered >= REVIVING_PROBES) {
            // what it was asked before says nothing more
            answered(now);
        }
    }

    private synchronized void revive() {
        if (state == State.DEAD) {
            ConnectorLog.LOG.homeServerAnswers(server, ConnectorLog.text(address));
        }
        become(State.ALIVE);
    }

    /**
     * A request, or a Status-Server, has had no answer in time. A server that answered another
     * request since then has only lost this one.
     *
     * @param askedAt when it was first sent
     * @param deadAfter how long a silence makes it dead
     */
    synchronized void unanswered(long askedAt, long now, Duration deadAfter) {
        if (answered && answeredAt - askedAt >= 0) {
            return;
        }
        nextTrialAt = now + TRIAL_INTERVAL.toNanos();
        probesAnswered = 0;
        if (!isSilent()) {
            silentSince = askedAt;
            nextProbeAt = now;
            become(State.SUSPECT);
        } else if (state == State.SUSPECT && now - silentSince >= deadAfter.toNanos()) {
            ConnectorLog.LOG.homeServerSilent(server, ConnectorLog.text(address));
            become(State.DEAD);
        }
    }

    private void become(State next) {
        if (state != next) {
            since = clock.instant();
            state = next;
        }
    }

    /** Whether a request may try a silent server as though it were well. */
    synchronized boolean mayBeTried(long now) {
        return isSilent() && now - nextTrialAt >= 0;
    }

    /** It is asked: where that tries a silent server, the next one may only after a while. */
    synchronized void asked(long now) {
        if (mayBeTried(now)) {
            nextTrialAt = now + TRIAL_INTERVAL.toNanos();
        }
    }

    /**
     * Whether a silent server is to be sent a Status-Server now; the next one only after a while.
     *
     * @param jitter from -1 to 1: servers that fell silent together are not probed together
     */
    synchronized boolean takeProbe(long now, double jitter) {
        if (!isSilent() || now - nextProbeAt < 0) {
            return false;
        }
        nextProbeAt = now + (long) (PROBE_INTERVAL.toNanos() * (1 + jitter / 5));
        return true;
    }
}
