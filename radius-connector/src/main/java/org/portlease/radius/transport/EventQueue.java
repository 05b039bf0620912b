package org.portlease.radius.transport;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The events between the sockets and the endpoint, in the order of their arrival. As it fills,
 * requests are refused kind by kind ({@link LoadKind}); what home servers answered, or did not, is
 * always taken, because their number is bounded by the requests in flight and a lease hangs on
 * each.
 */
public final class EventQueue {

    private final LinkedBlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final Map<LoadKind, Integer> limits = new EnumMap<>(LoadKind.class);
    private final Map<LoadKind, LongAdder> shed = new EnumMap<>(LoadKind.class);
    private final Occasional occasional;

    EventQueue(int capacity, Counters counters, Occasional occasional) {
        for (LoadKind kind : LoadKind.values()) {
            limits.put(kind, kind.limit(capacity));
            shed.put(kind, counters.adder("shed." + kind.label()));
        }
        this.occasional = occasional;
    }

    /** Takes a request, unless so many events wait that its kind is shed. */
    boolean offer(Pending request, LoadKind kind) {
        if (queue.size() >= limits.getOrDefault(kind, 0)) {
            counter(kind).increment();
            occasional.say(
                    "shed " + kind.label(), count -> ConnectorLog.LOG.shed(count, kind.label()));
            return false;
        }
        return queue.add(request);
    }

    private LongAdder counter(LoadKind kind) {
        return Objects.requireNonNull(shed.get(kind));
    }

    /** Takes what came of a forwarded request. */
    void put(Pending outcome) {
        queue.add(outcome);
    }

    /**
     * Moves what waits, up to a limit, into a list, and waits for the first.
     *
     * @return whether there was something
     */
    public boolean take(List<Pending> into, int limit, Duration patience)
            throws InterruptedException {
        @Nullable Pending first = queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (first == null) {
            return false;
        }
        into.add(first);
        queue.drainTo(into, limit - 1);
        return true;
    }

    public int size() {
        return queue.size();
    }
}
