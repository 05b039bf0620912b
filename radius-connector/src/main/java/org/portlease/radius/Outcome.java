package org.portlease.radius;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.portlease.radius.packet.Packet;

/** What is to happen on the network once the batch has committed. */
public sealed interface Outcome {

    /**
     * Answer the request. The connector signs it, adds the request's Proxy-State attributes (RFC
     * 2865 section 5.33) and keeps it for duplicates.
     *
     * @param delay how long to wait before it is sent, zero for not at all; a duplicate that comes
     *     meanwhile is dropped
     */
    record Reply(Packet packet, Duration delay) implements Outcome {

        public Reply(Packet packet) {
            this(packet, Duration.ZERO);
        }
    }

    /**
     * Ask somebody else, within what is left of the time budget of the request. The packet holds
     * clear credentials or the NAS's own; the connector encrypts them for the hop and adds its
     * Proxy-State.
     *
     * @param patience where it is there: how long to wait at most; and where every server of the
     *     target is known to be dead, none is asked and {@link Event.ForwardUnanswered} comes at
     *     once. Where it is not, dead ones are asked last.
     * @param whenAnswered where it is there: what a verified answer, whatever it says, is followed
     *     by at once, without an {@link Event.ForwardAnswered}, because there is nothing left to
     *     decide or to record. Silence is an event all the same. For a peer's request alone.
     */
    record Forward(
            Target target,
            Packet packet,
            ForwardContext context,
            Optional<Duration> patience,
            Optional<Reply> whenAnswered)
            implements Outcome {

        /** One whose answer is to be decided. */
        public Forward(
                Target target, Packet packet, ForwardContext context, Optional<Duration> patience) {
            this(target, packet, context, patience, Optional.empty());
        }
    }

    /**
     * Send requests of our own; each gets its {@link Event.SendAnswered} or {@link
     * Event.SendUnanswered}. Dead servers are asked as well, after the others.
     *
     * @param requests each with the patience that it has, 8 s where it says none
     */
    record Send(List<Forward> requests) implements Outcome {

        public static final Send NOTHING = new Send(List.of());

        public Send {
            requests = List.copyOf(requests);
        }
    }

    /**
     * Do so, and tell somebody about it and about whatever follows for the same request.
     *
     * @param outcome a {@link Reply}, {@link Forward} or {@link Drop}
     * @param committed run first, now that the decision has been committed; it neither blocks nor
     *     throws
     */
    record Followed(Outcome outcome, Follower follower, Runnable committed) implements Outcome {}

    /**
     * Say nothing: the NAS will ask again. The request leaves the duplicate cache.
     *
     * @param reason what is counted, a short phrase without data of the request
     */
    record Drop(String reason) implements Outcome {}
}
