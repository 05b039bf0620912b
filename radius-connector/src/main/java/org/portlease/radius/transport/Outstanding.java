package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What is outstanding at one address: 256 identifiers on each of our source sockets (RFC 2865
 * section 2.5), more sockets coming into use as they run out. A slot is a socket and an identifier;
 * the one that was free the longest is taken next, so that a late answer seldom meets a new
 * request. Safe for many threads.
 */
final class Outstanding {

    static final int NO_SLOT = -1;

    private static final int IDENTIFIERS = 256;

    private final InetSocketAddress address;
    private final Queue<Integer> free = new ConcurrentLinkedQueue<>();
    private final List<AtomicReferenceArray<@Nullable Attempt>> bySocket =
            new CopyOnWriteArrayList<>();
    private final AtomicInteger taken = new AtomicInteger();
    private volatile long usedAt;

    Outstanding(InetSocketAddress address) {
        this.address = address;
    }

    InetSocketAddress address() {
        return address;
    }

    /** Somebody is about to reserve a slot. */
    void use(long now) {
        usedAt = now;
    }

    boolean isIdle(long now, Duration since) {
        return taken.get() == 0 && now - usedAt >= since.toNanos();
    }

    static int socketOf(int slot) {
        return slot / IDENTIFIERS;
    }

    static int identifierOf(int slot) {
        return slot % IDENTIFIERS;
    }

    /** A slot to fill, or {@link #NO_SLOT} where all identifiers of all sockets are in use. */
    int reserve() {
        @Nullable Integer slot = free.poll();
        if (slot == null) {
            slot = grow();
        }
        if (slot == null) {
            return NO_SLOT;
        }
        taken.incrementAndGet();
        return slot;
    }

    private synchronized @Nullable Integer grow() {
        @Nullable Integer slot = free.poll();
        int socket = bySocket.size();
        if (slot != null || socket == SourceSockets.MOST) {
            return slot;
        }
        bySocket.add(new AtomicReferenceArray<>(IDENTIFIERS));
        for (int identifier = 1; identifier < IDENTIFIERS; identifier++) {
            free.add(socket * IDENTIFIERS + identifier);
        }
        return socket * IDENTIFIERS;
    }

    void fill(int slot, Attempt attempt) {
        bySocket.get(socketOf(slot)).set(identifierOf(slot), attempt);
    }

    /** Gives back a slot that was never filled. */
    void giveBack(int slot) {
        taken.decrementAndGet();
        free.add(slot);
    }

    @Nullable Attempt find(int socket, int identifier) {
        return socket < bySocket.size() ? bySocket.get(socket).get(identifier) : null;
    }

    /** Ends an attempt and frees its slot, once. */
    boolean end(Attempt attempt) {
        int slot = attempt.slot();
        boolean ended =
                bySocket.get(socketOf(slot)).compareAndSet(identifierOf(slot), attempt, null);
        if (ended) {
            giveBack(slot);
        }
        return ended;
    }

    int size() {
        return taken.get();
    }

    void forEach(Consumer<Attempt> action) {
        if (taken.get() == 0) {
            return;
        }
        for (AtomicReferenceArray<@Nullable Attempt> attempts : bySocket) {
            for (int identifier = 0; identifier < IDENTIFIERS; identifier++) {
                Attempt attempt = attempts.get(identifier);
                if (attempt != null) {
                    action.accept(attempt);
                }
            }
        }
    }
}
