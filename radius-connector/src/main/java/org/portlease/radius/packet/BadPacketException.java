package org.portlease.radius.packet;

/**
 * A datagram that is to be dropped in silence (RFC 2865 section 3): malformed, or not signed as it
 * must be. Carries no stack trace, so that a flood of bad datagrams stays cheap, and no content of
 * the datagram, so that its text may be logged.
 */
public final class BadPacketException extends Exception {

    /** Why; what is counted. */
    public enum Reason {
        /** The datagram ends before its Length says, or before its header does. */
        TRUNCATED,
        /** The Length field is not between 20 and 4096. */
        BAD_LENGTH,
        /** An attribute is shorter than its own header, or reaches past the packet's end. */
        BAD_ATTRIBUTE,
        /** A code that is unknown, or that has no business at this door. */
        BAD_CODE,
        /** The authenticator was not made with this secret. */
        BAD_AUTHENTICATOR,
        /** The Message-Authenticator was not made with this secret, or is there more than once. */
        BAD_MESSAGE_AUTHENTICATOR,
        /** There is no Message-Authenticator, and there must be one. */
        UNSIGNED
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    BadPacketException(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
