package org.portlease.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.portlease.test.wire.Wire;

/**
 * A closed loop: as many lanes as requests are to be outstanding, each asking again as soon as it
 * is answered. One thread's.
 */
final class SessionLoad implements AutoCloseable {

    /** Half of the identifiers, so that a free one is always near. */
    private static final int LANES_A_LINE = 128;

    private static final long RETRANSMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SELECT_MILLIS = 50;
    private static final int MOST_TRIES = 4;

    private final Selector selector;
    private final NasRequests requests;
    private final Work work;
    private final List<Line> lines = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private long next;
    private Tally tally = new Tally();

    /**
     * @param first the number of the first session
     */
    SessionLoad(NasRequests requests, LoadCase load, int authPort, int acctPort, long first)
            throws IOException {
        this.selector = Selector.open();
        this.requests = requests;
        this.work = load.work();
        this.next = first;
        for (int left = load.outstanding(); left > 0; left -= LANES_A_LINE) {
            Line authentication = line(authPort);
            Line accounting = line(acctPort);
            for (int i = 0; i < Math.min(left, LANES_A_LINE); i++) {
                lanes.add(new Lane(authentication, accounting));
            }
        }
    }

    private Line line(int port) throws IOException {
        Line line = new Line(selector, port);
        lines.add(line);
        return line;
    }

    /** Sends every lane's first request. */
    void begin() throws IOException {
        for (Lane lane : lanes) {
            nextSession(lane);
        }
    }

    /** Keeps the loop going for a while, and tells what happened in it. */
    LoadResult run(long seconds) throws IOException {
        tally = new Tally();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long sweep = begin;
        for (long now = begin; now < end; now = System.nanoTime()) {
            selector.select(this::take, SELECT_MILLIS);
            if (now - sweep > SWEEP_NANOS) {
                sweep = now;
                sweep(now);
            }
        }
        return tally.result(System.nanoTime() - begin);
    }

    private void take(SelectionKey key) {
        Line line = (Line) key.attachment();
        try {
            while (line.receive()) {
                Lane lane = line.answered(requests);
                if (lane == null) {
                    tally.bad++;
                } else {
                    goOn(lane, line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void goOn(Lane lane, Line line) throws IOException {
        tally.latencies.add(lane.nanosSinceFirst(System.nanoTime()));
        switch (lane.phase()) {
            case ACCESS -> {
                if (line.code() != Wire.ACCESS_ACCEPT) {
                    tally.rejects++;
                    nextSession(lane);
                } else if (work == Work.ACCESS) {
                    nextSession(lane);
                } else {
                    lane.admitted(line.attributes(Wire.CLASS));
                    ask(lane);
                }
            }
            case START -> {
                lane.started();
                ask(lane);
            }
            case STOP -> {
                tally.sessions++;
                nextSession(lane);
            }
        }
    }

    private void nextSession(Lane lane) throws IOException {
        lane.next(next++);
        ask(lane);
    }

    private void ask(Lane lane) throws IOException {
        lane.line().ask(lane, requests);
    }

    /** Sends again what has waited too long; gives up what was sent often enough. */
    private void sweep(long now) throws IOException {
        for (Lane lane : lanes) {
            if (lane.nanosSinceLast(now) < RETRANSMIT_NANOS) {
                continue;
            }
            if (lane.tries() < MOST_TRIES) {
                tally.resent++;
                lane.line().send(lane);
            } else {
                tally.lost++;
                lane.line().forget(lane);
                nextSession(lane);
            }
        }
    }

    /** The number of the session after all that it has begun. */
    long next() {
        return next;
    }

    @Override
    public void close() throws IOException {
        for (Line line : lines) {
            line.close();
        }
        selector.close();
    }

    /** What happened in a while. */
    private static final class Tally {
        private final Latencies latencies = new Latencies();
        private long sessions;
        private long rejects;
        private long resent;
        private long lost;
        private long bad;

        LoadResult result(long nanos) {
            return new LoadResult(
                    nanos / 1e9,
                    sessions,
                    latencies.total(),
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
