package org.portlease.radius.transport;

import java.time.Duration;
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

    private final ConcurrentMap<Exchange.Key, Exchange> exchanges = new ConcurrentHashMap<>();

    /** In the order of their replies, which is the order in which they grow old. */
    private final Queue<Exchange> replied = new ConcurrentLinkedQueue<>();

    private final long kept;

    DuplicateCache(Duration kept) {
        this.kept = kept.toNanos();
    }

    /** The exchange that a request with this key and authenticator repeats, or null. */
    @Nullable Exchange repeated(Exchange.Key key, byte[] authenticator) {
        Exchange known = exchanges.get(key);
        return known != null && known.hasAuthenticator(authenticator) ? known : null;
    }

    /** Takes the place of an older exchange with the same key. */
    void begin(Exchange exchange) {
        exchanges.put(exchange.key(), exchange);
    }

    void keep(Exchange exchange, byte[] reply) {
        exchange.replied(reply, System.nanoTime());
        replied.add(exchange);
    }

    /** Forgets an exchange that will have no reply: the same request again is a new one. */
    void abandon(Exchange exchange) {
        exchanges.remove(exchange.key(), exchange);
    }

    /** Forgets replies that are too old. */
    void sweep(long now) {
        for (Exchange oldest = replied.peek();
                oldest != null && now - oldest.repliedAt() >= kept;
                oldest = replied.peek()) {
            replied.poll();
            exchanges.remove(oldest.key(), oldest);
        }
    }

    int size() {
        return exchanges.size();
    }
}
