package org.portlease.radius.packet;

import org.portlease.radius.packet.BadPacketException.Reason;

/**
 * The shape of a datagram, found sound before anything in it is believed or built (RFC 2865 section
 * 3): its length, and where the attributes stand that decide how it is verified.
 */
final class Frame {

    static final int HEADER_LENGTH = 20;
    static final int MAX_LENGTH = 4096;
    static final int AUTHENTICATOR_OFFSET = 4;
    static final int AUTHENTICATOR_LENGTH = 16;

    final byte[] octets;
    final int length;
    final int attributes;
    final boolean hasEapMessage;
    final boolean hasProxyState;

    /** Where the value of the Message-Authenticator begins, or -1. */
    final int messageAuthenticator;

    private Frame(
            byte[] octets,
            int length,
            int attributes,
            boolean hasEapMessage,
            boolean hasProxyState,
            int messageAuthenticator) {
        this.octets = octets;
        this.length = length;
        this.attributes = attributes;
        this.hasEapMessage = hasEapMessage;
        this.hasProxyState = hasProxyState;
        this.messageAuthenticator = messageAuthenticator;
    }

    /**
     * Octets past the Length field are padding and ignored.
     *
     * @param received how many octets of the array were received
     */
    static Frame of(byte[] datagram, int received) throws BadPacketException {
        int length = checkedLength(datagram, received);
        int attributes = 0;
        boolean eap = false;
        boolean proxyState = false;
        int messageAuthenticator = -1;
        int at = HEADER_LENGTH;
        while (at < length) {
            int size = checkedSize(datagram, at, length);
            int type = datagram[at] & 0xFF;
            if (type == AttributeTypes.EAP_MESSAGE) {
                eap = true;
            } else if (type == AttributeTypes.PROXY_STATE) {
                proxyState = true;
            } else if (type == AttributeTypes.MESSAGE_AUTHENTICATOR) {
                if (messageAuthenticator >= 0) {
                    throw new BadPacketException(
                            Reason.BAD_MESSAGE_AUTHENTICATOR,
                            "expected at most one Message-Authenticator, but there are more");
                }
                if (size != 2 + AUTHENTICATOR_LENGTH) {
                    throw new BadPacketException(
                            Reason.BAD_MESSAGE_AUTHENTICATOR,
                            "expected a Message-Authenticator of 18 octets, but it has " + size);
                }
                messageAuthenticator = at + 2;
            }
            attributes++;
            at += size;
        }
        return new Frame(datagram, length, attributes, eap, proxyState, messageAuthenticator);
    }

    private static int checkedLength(byte[] datagram, int received) throws BadPacketException {
        if (received < HEADER_LENGTH) {
            throw new BadPacketException(
                    Reason.TRUNCATED, "expected at least 20 octets, but received " + received);
        }
        int length = ((datagram[2] & 0xFF) << 8) | (datagram[3] & 0xFF);
        if (length < HEADER_LENGTH || length > MAX_LENGTH) {
            throw new BadPacketException(
                    Reason.BAD_LENGTH, "expected a Length of 20 to 4096, but it is " + length);
        }
        if (length > received) {
            throw new BadPacketException(
                    Reason.TRUNCATED,
                    "expected " + length + " octets by its Length, but received " + received);
        }
        return length;
    }

    private static int checkedSize(byte[] datagram, int at, int end) throws BadPacketException {
        if (at + 1 >= end) {
            throw new BadPacketException(
                    Reason.BAD_ATTRIBUTE,
                    "expected an attribute's length at " + (at + 1) + ", but the packet ends");
        }
        int size = datagram[at + 1] & 0xFF;
        if (size < 2 || at + size > end) {
            throw new BadPacketException(
                    Reason.BAD_ATTRIBUTE,
                    "expected an attribute of 2 to "
                            + (end - at)
                            + " octets at "
                            + at
                            + ", but its length is "
                            + size);
        }
        return size;
    }
}
