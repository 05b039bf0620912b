package org.portlease.radius;

import java.time.Instant;
import java.util.UUID;
import org.portlease.radius.packet.Packet;

/**
 * Something that happened on the network and wants a decision.
 *
 * <p>Its id is unique over nodes and restarts and rises with time; an event that is delivered a
 * second time keeps it, so that its first run can be recognised by what it wrote.
 */
public sealed interface Event {

    UUID id();

    /** When its datagram arrived, or the silence was noticed. */
    Instant at();

    /** The NAS's request that began it: what a {@link Outcome.Reply} answers. */
    Request request();

    /** A NAS, or a proxy in front of one, asks. */
    record RequestArrived(UUID id, Instant at, Request request) implements Event {}

    /** A home server answered what an earlier {@link Outcome.Forward} sent. */
    record HomeServerAnswered(
            UUID id,
            Instant at,
            Request request,
            ForwardContext context,
            long homeServer,
            Packet response)
            implements Event {}

    /** No home server of the group answered within the request's time budget. */
    record HomeServersSilent(UUID id, Instant at, Request request, ForwardContext context)
            implements Event {}
}
