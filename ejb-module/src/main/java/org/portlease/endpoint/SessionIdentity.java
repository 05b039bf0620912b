package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ACCT_MULTI_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLED_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLING_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.CHARGEABLE_USER_IDENTITY;
import static org.portlease.radius.packet.AttributeTypes.DELEGATED_IPV6_PREFIX;
import static org.portlease.radius.packet.AttributeTypes.FRAMED_INTERFACE_ID;
import static org.portlease.radius.packet.AttributeTypes.FRAMED_IPV6_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.FRAMED_IPV6_PREFIX;
import static org.portlease.radius.packet.AttributeTypes.FRAMED_IP_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_IDENTIFIER;
import static org.portlease.radius.packet.AttributeTypes.NAS_IPV6_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_IP_ADDRESS;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT;
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT_ID;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.portlease.radius.packet.Packet;

/** Which session a CoA- or Disconnect-Request means (RFC 5176 section 3). */
final class SessionIdentity {

    /** By what a NAS may find a session, the NAS's own identification first. */
    static final List<Integer> ATTRIBUTES =
            List.of(
                    NAS_IP_ADDRESS,
                    NAS_IDENTIFIER,
                    NAS_IPV6_ADDRESS,
                    USER_NAME,
                    NAS_PORT,
                    NAS_PORT_ID,
                    FRAMED_IP_ADDRESS,
                    FRAMED_INTERFACE_ID,
                    FRAMED_IPV6_PREFIX,
                    FRAMED_IPV6_ADDRESS,
                    DELEGATED_IPV6_PREFIX,
                    CALLED_STATION_ID,
                    CALLING_STATION_ID,
                    CHARGEABLE_USER_IDENTITY,
                    ACCT_SESSION_ID,
                    ACCT_MULTI_SESSION_ID);

    /** What alone can tell whose session it is; a port is another's the next minute. */
    private static final List<Integer> TELLING =
            List.of(
                    ACCT_SESSION_ID,
                    ACCT_MULTI_SESSION_ID,
                    USER_NAME,
                    CHARGEABLE_USER_IDENTITY,
                    FRAMED_IP_ADDRESS,
                    FRAMED_IPV6_PREFIX,
                    FRAMED_IPV6_ADDRESS,
                    DELEGATED_IPV6_PREFIX,
                    CALLING_STATION_ID);

    private final Packet request;

    SessionIdentity(Packet request) {
        this.request = request;
    }

    /** Whether it says enough for a session to be looked for. */
    boolean isTelling() {
        return TELLING.stream().anyMatch(request::has);
    }

    /** Whether it says one thing twice: its NAS might read the value that we have not compared. */
    boolean isAmbiguous() {
        return ATTRIBUTES.stream().anyMatch(type -> request.allOctets(type).size() > 1);
    }

    /**
     * Whether a session is meant: nothing that the request says of it differs, something that tells
     * sessions apart is the same, and nothing of that kind is unknown to us, since its NAS might
     * find another's session by it.
     */
    boolean matches(Packet likeness) {
        return TELLING.stream().anyMatch(request::has)
                && ATTRIBUTES.stream().noneMatch(type -> mayBeAnother(type, likeness));
    }

    private boolean mayBeAnother(int type, Packet likeness) {
        Optional<byte[]> meant = request.octets(type);
        Optional<byte[]> known = likeness.octets(type);
        return meant.isPresent()
                && (known.isPresent()
                        ? !Arrays.equals(meant.get(), known.get())
                        : TELLING.contains(type));
    }

    /**
     * The packet with what its NAS is to find the session by, and nothing else of the kind: what
     * was asked for and is known, and the Acct-Session-Id.
     *
     * @param packet changed
     */
    Packet putInto(Packet packet, Packet likeness) {
        for (int type : ATTRIBUTES) {
            packet.remove(type);
            if (type == ACCT_SESSION_ID || request.has(type)) {
                likeness.octets(type).ifPresent(value -> packet.add(type, value));
            }
        }
        return packet;
    }

    /** The packet without what sessions are found by. */
    static Packet without(Packet packet) {
        Packet rest = packet.copy();
        ATTRIBUTES.forEach(rest::remove);
        return rest;
    }
}
