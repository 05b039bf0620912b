package org.portlease.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.portlease.test.wire.Wire;

/**
 * Sessions of NASes, in a closed loop or an open one. A closed loop has as many lanes as requests
 * are to be outstanding, each asking again as soon as it is answered. An open one begins so many
 * sessions a second, however many are under way. In either, a request is sent again as a NAS does.
 * One thread's.
 */
final class SessionLoad implements AutoCloseable {

    /** Half of the identifiers, so that a free one is always near. */
    private static final int LANES_A_LINE = 128;

    private static final long RETRANSMIT_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final long SWEEP_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long SELECT_MILLIS = 50;
    private static final long ARRIVALS_MILLIS = 1;
    private static final int MOST_TRIES = 4;

    private final Selector selector;
    private final NasRequests requests;
    private final Work work;
    private final Arrivals arrivals;
    private final int authPort;
    private final int acctPort;
    private final List<Line> lines = new ArrayList<>();
    private final List<Lane> lanes = new ArrayList<>();
    private final Deque<Lane> idle = new ArrayDeque<>();
    private final BitSet stopped = new BitSet();
    private long next;
    private Tally tally = new Tally();

    /**
     * @param first the number of the first session
     */
    private SessionLoad(
            NasRequests requests,
            Work work,
            Arrivals arrivals,
            int authPort,
            int acctPort,
            long first)
            throws IOException {
        this.selector = Selector.open();
        this.requests = requests;
        this.work = work;
        this.arrivals = arrivals;
        this.authPort = authPort;
        this.acctPort = acctPort;
        this.next = first;
    }

    /** A closed loop. Sends every lane's first request. */
    static SessionLoad closed(
            NasRequests requests, LoadCase load, int authPort, int acctPort, long first)
            throws IOException {
        var loop = new SessionLoad(requests, load.work(), Arrivals.NONE, authPort, acctPort, first);
        for (int left = load.outstanding(); left > 0; left -= LANES_A_LINE) {
            loop.addLanes(Math.min(left, LANES_A_LINE));
        }
        for (Lane lane : loop.lanes) {
            loop.nextSession(lane);
        }
        return loop;
    }

    /** An open loop, whose subscribers begin to come now. */
    static SessionLoad open(
            NasRequests requests, Work work, int perSecond, int authPort, int acctPort, long first)
            throws IOException {
        var arrivals = new Arrivals(perSecond);
        arrivals.begin(System.nanoTime());
        return new SessionLoad(requests, work, arrivals, authPort, acctPort, first);
    }

    /** Adds lanes with sockets of their own. */
    private List<Lane> addLanes(int count) throws IOException {
        Line authentication = line(authPort);
        Line accounting = line(acctPort);
        List<Lane> added =
                Stream.generate(() -> new Lane(authentication, accounting)).limit(count).toList();
        lanes.addAll(added);
        return added;
    }

    private Line line(int port) throws IOException {
        Line line = new Line(selector, port);
        lines.add(line);
        return line;
    }

    /** Keeps the loop going for a while, and tells what happened in it. */
    LoadResult run(long seconds) throws IOException {
        tally = new Tally();
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(seconds);
        long sweep = begin;
        for (long now = begin; now < end; now = System.nanoTime()) {
            selector.select(this::take, arrivals.areOpen() ? ARRIVALS_MILLIS : SELECT_MILLIS);
            if (arrivals.areOpen()) {
                arrive(now);
            }
            if (now - sweep > SWEEP_NANOS) {
                sweep = now;
                sweep(now);
            }
        }
        return tally.result(System.nanoTime() - begin);
    }

    private void arrive(long now) throws IOException {
        for (long left = arrivals.until(now); left > 0; left--) {
            if (idle.isEmpty()) {
                idle.addAll(addLanes(LANES_A_LINE));
            }
            nextSession(idle.pop());
        }
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
                    end(lane);
                } else if (work == Work.ACCESS) {
                    end(lane);
                } else {
                    lane.admitted(line.attributes(Wire.CLASS));
                    ask(lane);
                }
            }
            case START, INTERIM -> report(lane);
            case STOP -> {
                tally.sessions++;
                stopped.set(Math.toIntExact(lane.session()));
                end(lane);
            }
        }
    }

    /** After a report of the session, the next one. */
    private void report(Lane lane) throws IOException {
        boolean interim = work == Work.METERED_SESSIONS && lane.phase() == Lane.Phase.START;
        lane.report(interim ? Lane.Phase.INTERIM : Lane.Phase.STOP);
        ask(lane);
    }

    private void end(Lane lane) throws IOException {
        if (arrivals.areOpen()) {
            idle.push(lane);
            lane.rest();
        } else {
            nextSession(lane);
        }
    }

    private void nextSession(Lane lane) throws IOException {
        tally.begun++;
        lane.next(next++);
        ask(lane);
    }

    private void ask(Lane lane) throws IOException {
        lane.line().ask(lane, requests);
    }

    /** Sends again what has waited too long; gives up what was sent often enough. */
    private void sweep(long now) throws IOException {
        for (Lane lane : lanes) {
            if (lane.rests() || lane.nanosSinceLast(now) < RETRANSMIT_NANOS) {
                continue;
            }
            if (lane.tries() < MOST_TRIES) {
                tally.resent++;
                lane.line().send(lane);
            } else {
                tally.lost++;
                lane.line().forget(lane);
                giveUp(lane);
            }
        }
    }

    /** Without an answer nobody is let in; a session that has begun is reported on all the same. */
    private void giveUp(Lane lane) throws IOException {
        switch (lane.phase()) {
            case START, INTERIM -> report(lane);
            case ACCESS, STOP -> end(lane);
        }
    }

    /** The Acct-Session-Ids of all whose Stop was acknowledged. */
    Stream<String> acknowledged() {
        return stopped.stream().mapToObj(requests::acctSessionId);
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
        private long begun;
        private long sessions;
        private long rejects;
        private long resent;
        private long lost;
        private long bad;

        LoadResult result(long nanos) {
            return new LoadResult(
                    nanos / 1e9,
                    begun,
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
