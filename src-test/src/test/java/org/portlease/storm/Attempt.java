package org.portlease.storm;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.WirePacket;

/**
 * What a NAS does to get an answer: the same octets with the same identifier a few times, then a
 * new packet to the other server, and so on until its patience ends. The NAS's actor's.
 */
final class Attempt {

    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int TRIES = 3;

    private final StormNas nas;
    private final Weather weather;
    private final Asking asking;
    private final long begun = System.nanoTime();
    private int server;
    private int tries;
    private int turns;
    private Line.@Nullable Request request;

    /**
     * @param draft the request, by the seconds since it was first tried
     * @param onReply gets the first answer
     * @param onSilence is told that none came in time
     */
    record Asking(
            Duration patience,
            IntFunction<Draft> draft,
            Consumer<WirePacket> onReply,
            Runnable onSilence) {}

    Attempt(StormNas nas, Weather weather, Asking asking) {
        this.nas = nas;
        this.weather = weather;
        this.asking = asking;
    }

    void begin() {
        server = nas.server();
        tries = 0;
        int turn = ++turns;
        Draft draft = asking.draft().apply((int) age().toSeconds());
        Line.Request taken =
                nas.freeLine()
                        .take(
                                draft,
                                reply -> weather.carry(nas.inThisLife(() -> arrived(turn, reply))));
        request = taken;
        transmit(taken, turn);
    }

    private void transmit(Line.Request taken, int turn) {
        tries++;
        int to = server;
        weather.carry(() -> taken.send(nas.address(to, taken.octets())));
        nas.after(TIMEOUT, () -> timeOut(taken, turn));
    }

    private void timeOut(Line.Request taken, int turn) {
        if (request == null || turn != turns) {
            return;
        }
        if (age().compareTo(asking.patience()) > 0) {
            end(taken);
            asking.onSilence().run();
        } else if (tries < TRIES) {
            transmit(taken, turn);
        } else {
            nas.giveUpOn(server);
            end(taken);
            begin();
        }
    }

    private void arrived(int turn, WirePacket reply) {
        Line.Request taken = request;
        if (taken != null && turn == turns) {
            end(taken);
            asking.onReply().accept(reply);
        }
    }

    private void end(Line.Request taken) {
        request = null;
        taken.release();
    }

    private Duration age() {
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
