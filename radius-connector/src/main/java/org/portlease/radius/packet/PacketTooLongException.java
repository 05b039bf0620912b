package org.portlease.radius.packet;

/**
 * A packet that would exceed the 4096 octets of RFC 2865 section 3 on its next hop: what a peer
 * sent was near the limit already, and our signature or a Proxy-State no longer fits. It cannot be
 * sent.
 */
public final class PacketTooLongException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    PacketTooLongException(int length) {
        super("a packet holds at most " + Frame.MAX_LENGTH + " octets, but needs " + length);
    }
}
