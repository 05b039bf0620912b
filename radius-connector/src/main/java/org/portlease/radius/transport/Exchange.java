package org.portlease.radius.transport;

import java.io.IOException;
import org.portlease.radius.Request;

/**
 * A request of a NAS from its arrival to its reply. It is born when the request is verified and
 * new, stands in the duplicate cache while it is being decided, and makes room there for its reply,
 * or for nothing when the request is abandoned.
 */
public final class Exchange implements DuplicateCache.Entry {

    private final Door door;
    private final DuplicateCache cache;
    private final DuplicateCache.Key key;
    private final byte[] authenticator;
    private final Request request;
    private final long deadline;

    Exchange(
            Door door,
            DuplicateCache cache,
            DuplicateCache.Key key,
            byte[] authenticator,
            Request request,
            long arrivedAt) {
        this.door = door;
        this.cache = cache;
        this.key = key;
        this.authenticator = authenticator;
        this.request = request;
        this.deadline = arrivedAt + request.peer().budget().toNanos();
    }

    public Request request() {
        return request;
    }

    /** Whether the time budget of the NAS's request is used up at a {@link System#nanoTime()}. */
    public boolean expired(long now) {
        return now - deadline >= 0;
    }

    /** Keeps the reply for duplicates and sends it. */
    void answer(byte[] reply) throws IOException {
        cache.keep(this, reply);
        door.send(reply, key.source());
    }

    /** Leaves the request without a reply; sent again, it is a new one. */
    void abandon() {
        cache.abandon(this);
    }

    DuplicateCache.Key key() {
        return key;
    }

    @Override
    public byte[] authenticator() {
        return authenticator;
    }

    long deadline() {
        return deadline;
    }
}
