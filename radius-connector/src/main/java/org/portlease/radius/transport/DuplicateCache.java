package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one door that are being decided or were answered lately (RFC 5080 section 2.2.2).
 * Only verified requests may touch it. The door's thread begins exchanges, any thread finishes
 * them.
 */
final class DuplicateCache {

    /** What makes a request a duplicate, together with its authenticator. */
    record Key(InetSocketAddress source, int identifier) {}

    /** A request that a duplicate can repeat: being decided, or answered. */
    sealed interface Entry permits Exchange, Answered {

        byte[] authenticator();
    }

    /**
     * What is left of an exchange once it was answered.
     *
     * @param reply the octets that went out
     * @param at when, a {@link System#nanoTime()}
     */
    record Answered(Key key, byte[] authenticator, byte[] reply, long at) implements Entry {}

    private final ConcurrentMap<Key, Entry> entries = new ConcurrentHashMap<>();

    /** In the order of their replies, which is the order in which they grow old. */
    private final Queue<Answered> answered = new ConcurrentLinkedQueue<>();

    private final long kept;

    DuplicateCache(Duration kept) {
        this.kept = kept.toNanos();
    }

    /** What a request with this key and authenticator repeats, or null where it is new. */
    @Nullable Entry repeated(Key key, byte[] authenticator) {
        Entry known = entries.get(key);
        return known != null && Arrays.equals(known.authenticator(), authenticator) ? known : null;
    }

    /** Takes the place of an older entry with the same key. */
    void begin(Exchange exchange) {
        entries.put(exchange.key(), exchange);
    }

    /** Keeps the reply for duplicates, unless a newer request took the place meanwhile. */
    void keep(Exchange exchange, byte[] reply) {
        Answered answer =
                new Answered(exchange.key(), exchange.authenticator(), reply, System.nanoTime());
        if (entries.replace(exchange.key(), exchange, answer)) {
            answered.add(answer);
        }
    }

    /** Forgets an exchange that will have no reply: the same request again is a new one. */
    void abandon(Exchange exchange) {
        entries.remove(exchange.key(), exchange);
    }

    /** Forgets replies that are too old. */
    void sweep(long now) {
        for (Answered oldest = answered.peek();
                oldest != null && now - oldest.at() >= kept;
                oldest = answered.peek()) {
            answered.poll();
            entries.remove(oldest.key(), oldest);
        }
    }

    int size() {
        return entries.size();
    }
}
