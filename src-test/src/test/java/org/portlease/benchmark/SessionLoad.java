package org.portlease.benchmark;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.wire.WirePacket;

/**
 * A closed loop: as many lanes as requests are to be outstanding, each asking again as soon as it
 * is answered. One thread's.
 */
final class SessionLoad {

    /** Half of the identifiers, so that a free one is always near. */
    private static final int LANES_A_LINE = 128;

    private static final long RETRANSMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final int MOST_TRIES = 4;

    private final Selector selector;
    private final FastWriter writer;
    private final List<Pair> pairs = new ArrayList<>();
    private long sessions;
    private Tally tally = new Tally();

    /** The two sockets of some lanes. */
    private record Pair(Line authentication, Line accounting, List<Lane> lanes) {
        Line of(Lane lane) {
            return lane.phase() == Lane.Phase.ACCESS ? authentication : accounting;
        }
    }

    SessionLoad(int authPort, int acctPort, String secret, String run, int lanes)
            throws IOException {
        selector = Selector.open();
        writer = new FastWriter(secret);
        for (int left = lanes; left > 0; left -= LANES_A_LINE) {
            List<Lane> some = new ArrayList<>();
            for (int i = 0; i < Math.min(left, LANES_A_LINE); i++) {
                some.add(new Lane(run));
            }
            pairs.add(new Pair(new Line(selector, authPort), new Line(selector, acctPort), some));
        }
    }

    /** Sends every lane's first request. */
    void begin() throws IOException {
        for (Pair pair : pairs) {
            for (Lane lane : pair.lanes()) {
                nextSession(pair, lane);
            }
        }
    }

    /** Keeps the loop going for a while, and tells what happened in it. */
    Tally run(long seconds) throws IOException {
        tally = new Tally();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long sweep = begin;
        for (long now = begin; now < end; now = System.nanoTime()) {
            selector.select(50);
            for (SelectionKey key : selector.selectedKeys()) {
                take((Line) key.attachment());
            }
            selector.selectedKeys().clear();
            if (now - sweep > SWEEP_NANOS) {
                sweep = now;
                sweep(now);
            }
        }
        tally.took(System.nanoTime() - begin);
        return tally;
    }

    private void take(Line line) throws IOException {
        while (line.receive()) {
            Lane lane = line.answered(writer);
            if (lane == null) {
                tally.bad++;
            } else {
                goOn(lane, line);
            }
        }
    }

    private void goOn(Lane lane, Line line) throws IOException {
        tally.latencies.add(lane.nanosSinceFirst(System.nanoTime()));
        Pair pair = pairOf(line);
        switch (lane.phase()) {
            case ACCESS -> {
                if (line.code() != Wire.ACCESS_ACCEPT) {
                    tally.rejects++;
                    nextSession(pair, lane);
                    return;
                }
                lane.admitted(classes(line.datagram()));
                ask(pair, lane);
            }
            case START -> {
                lane.started();
                ask(pair, lane);
            }
            case STOP -> {
                tally.sessions++;
                nextSession(pair, lane);
            }
        }
    }

    private static List<byte[]> classes(byte[] accept) {
        return WirePacket.parse(accept).all(Wire.CLASS).stream().map(WireAttribute::value).toList();
    }

    private Pair pairOf(Line line) {
        return pairs.stream()
                .filter(pair -> pair.authentication() == line || pair.accounting() == line)
                .findFirst()
                .orElseThrow();
    }

    private void nextSession(Pair pair, Lane lane) throws IOException {
        lane.next(sessions++);
        ask(pair, lane);
    }

    private void ask(Pair pair, Lane lane) throws IOException {
        pair.of(lane).ask(lane, writer);
    }

    /** Sends again what has waited too long; gives up what was sent often enough. */
    private void sweep(long now) throws IOException {
        for (Pair pair : pairs) {
            for (Lane lane : pair.lanes()) {
                if (lane.nanosSinceLast(now) < RETRANSMIT_NANOS) {
                    continue;
                }
                if (lane.tries() < MOST_TRIES) {
                    tally.resent++;
                    pair.of(lane).send(lane);
                } else {
                    tally.lost++;
                    pair.of(lane).forget(lane);
                    nextSession(pair, lane);
                }
            }
        }
    }

    /** What happened in a while. */
    static final class Tally {
        private final Latencies latencies = new Latencies();
        private long sessions;
        private long rejects;
        private long resent;
        private long lost;
        private long bad;
        private double seconds;

        private void took(long nanos) {
            seconds = nanos / 1e9;
        }

        long sessions() {
            return sessions;
        }

        /** One line for people. */
        @Override
        public String toString() {
            return String.format(
                    "%,.0f sessions/s, %,.0f exchanges/s, p50 %.2f ms, p99 %.2f ms, max %.1f ms;"
                            + " rejects %d, resent %d, lost %d, badly signed %d",
                    sessions / seconds,
                    latencies.total() / seconds,
                    latencies.millis(0.5),
                    latencies.millis(0.99),
                    latencies.millis(1),
                    rejects,
                    resent,
                    lost,
                    bad);
        }
    }
}
