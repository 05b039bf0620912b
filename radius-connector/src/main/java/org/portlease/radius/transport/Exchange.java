package org.portlease.radius.transport;

import java.net.InetSocketAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.portlease.radius.Request;

/**
 * A request of a NAS from its arrival to its reply. It is born when the request is verified and
 * new, is <em>being decided</em> until a reply is kept in it, and leaves the duplicate cache when
 * that reply is old, or at once when the request is abandoned.
 */
public final class Exchange {

    /** What makes a request a duplicate, together with its authenticator (RFC 5080, 2.2.2). */
    record Key(InetSocketAddress source, int identifier) {}

    private final Door door;
    private final Key key;
    private final byte[] authenticator;
    private final Request request;
    private final long deadline;
    private volatile byte @Nullable [] reply;
    private volatile long repliedAt;

    Exchange(Door door, Key key, byte[] authenticator, Request request, long arrivedAt) {
        this.door = door;
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

    Door door() {
        return door;
    }

    Key key() {
        return key;
    }

    byte[] authenticator() {
        return authenticator;
    }

    long deadline() {
        return deadline;
    }

    boolean hasAuthenticator(byte[] other) {
        return Arrays.equals(authenticator, other);
    }

    /** The octets that were sent, or null while it is being decided. */
    byte @Nullable [] reply() {
        return reply;
    }

    long repliedAt() {
        return repliedAt;
    }

    void replied(byte[] octets, long now) {
        repliedAt = now;
        reply = octets;
    }
}
