package org.portlease.storm;

import java.time.Duration;
import java.util.List;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;

/**
 * A subscriber of a client provider: one visit after the other, at one line of one NAS. Its NAS's
 * actor's.
 */
final class Caller {

    private static final Duration ACCESS_PATIENCE = Duration.ofSeconds(12);
    private static final Duration INTERIM_PATIENCE = Duration.ofSeconds(4);

    private final StormNas nas;
    private final int port;
    private final String userName;
    private final List<Visit> visits;
    private int next;

    Caller(StormNas nas, int port, String userName, List<Visit> visits) {
        this.nas = nas;
        this.port = port;
        this.userName = userName;
        this.visits = visits;
    }

    /** Goes on to the next visit, whatever became of the one before. */
    void goOn() {
        if (next < visits.size()) {
            Visit visit = visits.get(next++);
            nas.after(visit.pause(), () -> connect(visit));
        }
    }

    private void connect(Visit visit) {
        if (nas.isClosingTime()) {
            return;
        }
        StormSession session = nas.newSession(this, userName, port);
        Weather weather = nas.weather(visit);
        nas.ask(
                weather,
                new Attempt.Asking(
                        ACCESS_PATIENCE,
                        delay -> session.access(),
                        reply -> answered(session, visit, weather, reply),
                        this::goOn));
    }

    private void answered(StormSession session, Visit visit, Weather weather, WirePacket reply) {
        if (reply.code() != Wire.ACCESS_ACCEPT) {
            goOn();
            return;
        }
        session.accepted(reply);
        nas.ask(
                weather,
                new Attempt.Asking(
                        visit.patience(),
                        session::start,
                        acknowledged -> session.startAcknowledged(),
                        () -> {}));
        if (nas.plan().habit().sendsInterims()) {
            nas.after(visit.interim(), () -> report(session, visit, weather));
        }
        nas.after(visit.stay(), () -> stop(session, visit, weather));
    }

    private void report(StormSession session, Visit visit, Weather weather) {
        if (session.isStopped()) {
            return;
        }
        int seconds = session.seconds();
        nas.ask(
                weather,
                new Attempt.Asking(
                        INTERIM_PATIENCE,
                        delay -> session.interim(seconds, delay),
                        reply -> session.interimAcknowledged(seconds),
                        () -> {}));
        nas.after(visit.interim(), () -> report(session, visit, weather));
    }

    private void stop(StormSession session, Visit visit, Weather weather) {
        int seconds = session.seconds();
        nas.ask(
                weather,
                new Attempt.Asking(
                        visit.patience(),
                        delay -> session.stop(seconds, delay),
                        reply -> session.stopAcknowledged(),
                        () -> {}));
        goOn();
    }
}
