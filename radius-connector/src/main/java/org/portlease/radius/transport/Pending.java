package org.portlease.radius.transport;

import org.portlease.radius.Event;

/** An event that waits for its decision. */
public sealed interface Pending {

    /** What the endpoint sees. */
    Event event();

    /** When it began to wait, a {@link System#nanoTime()}. */
    long since();

    /**
     * A peer's request, or what came of it where it was forwarded.
     *
     * @param exchange the request that it belongs to
     */
    record OfPeer(Event.OfRequest event, Exchange exchange, long since) implements Pending {}

    /** What came of a request of our own. */
    record OfOurOwn(Event event, long since) implements Pending {}

    /** Time has passed. */
    record OfTime(Event.Tick event, long since) implements Pending {}
}
