package org.portlease.radius;

import java.time.Instant;
import java.util.UUID;
import org.portlease.radius.packet.Packet;

/**
 * Something that happened and wants a decision.
 *
 * <p>Its id is unique over nodes and restarts and rises with time; an event that is delivered a
 * second time keeps it, so that its first run can be recognised by what it wrote.
 */
public sealed interface Event {

    UUID id();

    /** When its datagram arrived, the silence was noticed, or the time had come. */
    Instant at();

    /** One that concerns a request of a peer's. */
    sealed interface OfRequest extends Event {

        /** The request that began it: what a {@link Outcome.Reply} answers. */
        Request request();
    }

    /** A NAS, a proxy in front of one, or a home server (RFC 5176) asks. */
    record RequestArrived(UUID id, Instant at, Request request) implements OfRequest {}

    /**
     * What an earlier {@link Outcome.Forward} sent was answered, and it did not say what follows
     * then ({@link Outcome.Forward#whenAnswered}).
     *
     * @param server the home server's id, or the peer's where it was sent to a NAS
     */
    record ForwardAnswered(
            UUID id,
            Instant at,
            Request request,
            ForwardContext context,
            long server,
            Packet response)
            implements OfRequest {}

    /** Nobody answered an earlier {@link Outcome.Forward} in time. */
    record ForwardUnanswered(UUID id, Instant at, Request request, ForwardContext context)
            implements OfRequest {}

    /**
     * Time passes: every 100 ms, for what is to be sent without being asked. Always a batch of its
     * own; answered with an {@link Outcome.Send}.
     */
    record Tick(UUID id, Instant at) implements Event {}

    /**
     * What an earlier {@link Outcome.Send} sent was answered. Answered with an {@link
     * Outcome.Send}.
     *
     * @param server the home server's id, or the peer's where it was sent to a NAS
     */
    record SendAnswered(UUID id, Instant at, ForwardContext context, long server, Packet response)
            implements Event {}

    /**
     * Nobody answered an earlier {@link Outcome.Send} in time. Answered with an {@link
     * Outcome.Send}.
     */
    record SendUnanswered(UUID id, Instant at, ForwardContext context) implements Event {}
}
