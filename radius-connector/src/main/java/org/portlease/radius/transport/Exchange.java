package org.portlease.radius.transport;

import java.io.IOException;
import org.portlease.radius.Event;
import org.portlease.radius.Follower;
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
    private final long arrivedAt;
    private final long deadline;
    private final Legs legs;
    private volatile Follower follower = Follower.NOBODY;

    Exchange(
            Door door,
            DuplicateCache cache,
            DuplicateCache.Key key,
            byte[] authenticator,
            Request request,
            long arrivedAt,
            Legs legs) {
        this.door = door;
        this.cache = cache;
        this.key = key;
        this.authenticator = authenticator;
        this.request = request;
        this.arrivedAt = arrivedAt;
        this.legs = legs;
        this.deadline = arrivedAt + request.peer().budget().toNanos();
    }

    public Request request() {
        return request;
    }

    /** Whether the time budget of the NAS's request is used up at a {@link System#nanoTime()}. */
    public boolean expired(long now) {
        return now - deadline >= 0;
    }

    /**
     * Keeps the reply for duplicates and sends it.
     *
     * @param delayed for how long it was to wait, in nanoseconds: nobody's slowness
     */
    void answer(byte[] reply, long delayed) throws IOException {
        cache.keep(this, reply);
        door.send(reply, key.source());
        legs.exchange().record(System.nanoTime() - arrivedAt - delayed);
    }

    /**
     * Notes that what waited since then has been decided.
     *
     * @param since a {@link System#nanoTime()}
     */
    void decided(Event.OfRequest event, long since, long now) {
        Histogram leg = event instanceof Event.RequestArrived ? legs.decision() : legs.answer();
        leg.record(now - since);
    }

    /**
     * Leaves the request without a reply; sent again, it is a new one.
     *
     * @param reason a short phrase without data of the request
     */
    void abandon(String reason) {
        cache.abandon(this);
        follower.abandoned(reason);
    }

    void follow(Follower newFollower) {
        follower = newFollower;
    }

    /** Who is told what becomes of it. */
    Follower follower() {
        return follower;
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
