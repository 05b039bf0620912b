package org.portlease.radius;

import java.util.OptionalLong;
import org.portlease.radius.packet.Packet;

/** What is to happen on the network once the batch has committed. */
public sealed interface Outcome {

    /**
     * Answer the NAS. The connector signs it, adds the request's Proxy-State attributes (RFC 2865
     * section 5.33) and keeps it for duplicates.
     */
    record Reply(Packet packet) implements Outcome {}

    /**
     * Ask a home server of the group, in order of priority, within what is left of the time budget
     * of the NAS's request. The packet holds clear credentials or the NAS's own; the connector
     * encrypts them for the hop and adds its Proxy-State.
     *
     * @param group the group of home servers ({@link HomeServer#group()})
     * @param preferred the home server to ask first, where a conversation is under way with it
     */
    record Forward(long group, Packet packet, ForwardContext context, OptionalLong preferred)
            implements Outcome {}

    /**
     * Say nothing: the NAS will ask again. The request leaves the duplicate cache.
     *
     * @param reason what is counted, a short phrase without data of the request
     */
    record Drop(String reason) implements Outcome {}
}
