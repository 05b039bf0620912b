package org.portlease.radius.packet;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Packet codes (RFC 2865 section 3, RFC 2866 section 3, RFC 5176 section 2.3, RFC 5997). */
public enum Code {
    ACCESS_REQUEST(1),
    ACCESS_ACCEPT(2),
    ACCESS_REJECT(3),
    ACCOUNTING_REQUEST(4),
    ACCOUNTING_RESPONSE(5),
    ACCESS_CHALLENGE(11),
    STATUS_SERVER(12),
    DISCONNECT_REQUEST(40),
    DISCONNECT_ACK(41),
    DISCONNECT_NAK(42),
    COA_REQUEST(43),
    COA_ACK(44),
    COA_NAK(45);

    private static final @Nullable Code[] BY_NUMBER = new Code[256];

    static {
        for (Code code : values()) {
            BY_NUMBER[code.number] = code;
        }
    }

    private final int number;

    Code(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    public static Optional<Code> of(int number) {
        return number < 0 || number > 255
                ? Optional.empty()
                : Optional.ofNullable(BY_NUMBER[number]);
    }

    /** Whether a packet of this code asks; else it answers. */
    public boolean isRequest() {
        return switch (this) {
            case ACCESS_REQUEST,
                    ACCOUNTING_REQUEST,
                    STATUS_SERVER,
                    DISCONNECT_REQUEST,
                    COA_REQUEST ->
                    true;
            default -> false;
        };
    }

    /** Whether a packet of this code may answer one of that code. */
    public boolean answers(Code request) {
        return switch (this) {
            case ACCESS_ACCEPT -> request == ACCESS_REQUEST || request == STATUS_SERVER;
            case ACCESS_REJECT, ACCESS_CHALLENGE -> request == ACCESS_REQUEST;
            case ACCOUNTING_RESPONSE -> request == ACCOUNTING_REQUEST || request == STATUS_SERVER;
            case DISCONNECT_ACK, DISCONNECT_NAK -> request == DISCONNECT_REQUEST;
            case COA_ACK, COA_NAK -> request == COA_REQUEST;
            default -> false;
        };
    }

    /** Whether it is a request whose authenticator is made of chance alone, and not a digest. */
    public boolean hasRandomAuthenticator() {
        return this == ACCESS_REQUEST || this == STATUS_SERVER;
    }

    /** Whether it answers an Access-Request. */
    boolean isAccessReply() {
        return this == ACCESS_ACCEPT || this == ACCESS_REJECT || this == ACCESS_CHALLENGE;
    }
}
