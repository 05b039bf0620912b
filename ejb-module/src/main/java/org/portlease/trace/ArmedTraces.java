package org.portlease.trace;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portlease.secret.KeyRing;

/**
 * The orders that this node follows requests by, in memory: while there is none, a look costs one
 * volatile read. What has been followed waits here for {@link TraceWatch} to store it. Safe for
 * many threads.
 */
@ApplicationScoped
public class ArmedTraces {

    /** What is followed and not stored yet: beyond that it is given up. */
    private static final int MOST_UNSTORED = 200;

    private final BlockingQueue<TraceNotes.Ended> unstored =
            new ArrayBlockingQueue<>(MOST_UNSTORED);
    private volatile List<Armed> armed = List.of();

    private KeyRing keys;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public ArmedTraces() {}

    @Inject
    ArmedTraces(KeyRing keys) {
        this.keys = keys;
    }

    /**
     * @param left how many more this node may follow
     */
    private record Armed(UUID id, TraceFilter filter, Instant expiresAt, AtomicInteger left) {

        void atMost(int most) {
            left.updateAndGet(now -> Math.min(now, most));
        }
    }

    /** Whether no request is to be followed. */
    public boolean isEmpty() {
        return armed.isEmpty();
    }

    /**
     * Notes for a request, where one of the orders means it.
     *
     * @param nas the peer that it came from
     * @param userName null where it has none
     * @param callingStation null where it has none
     */
    public Optional<TraceNotes> follow(
            long nas, @Nullable String userName, @Nullable String callingStation, Instant at) {
        return armed.stream()
                .filter(each -> each.left().get() > 0 && at.isBefore(each.expiresAt()))
                .filter(each -> each.filter().meets(keys, nas, userName, callingStation))
                .findFirst()
                .map(each -> new TraceNotes(each.id(), at, ended -> keep(each, ended)));
    }

    /** A request counts when it has ended: one that is decided again is not counted twice. */
    private void keep(Armed order, TraceNotes.Ended ended) {
        if (order.left().getAndDecrement() > 0 && !unstored.offer(ended)) {
            order.left().incrementAndGet();
        }
    }

    /** What is to be stored; it is taken away. */
    List<TraceNotes.Ended> takeUnstored() {
        List<TraceNotes.Ended> taken = new ArrayList<>();
        unstored.drainTo(taken);
        return taken;
    }

    /** Takes the orders as the database has them; what this node counts of one goes on. */
    void take(List<TraceOrder> orders) {
        Map<UUID, Armed> known =
                armed.stream().collect(Collectors.toMap(Armed::id, Function.identity()));
        armed =
                orders.stream()
                        .map(
                                order -> {
                                    int left = order.most() - order.taken();
                                    Armed each =
                                            known.getOrDefault(
                                                    order.id(),
                                                    new Armed(
                                                            order.id(),
                                                            order.filter(),
                                                            order.expiresAt(),
                                                            new AtomicInteger(left)));
                                    each.atMost(left);
                                    return each;
                                })
                        .toList();
    }
}
