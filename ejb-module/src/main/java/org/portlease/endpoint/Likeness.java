package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ACCT_MULTI_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.ACCT_SESSION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLED_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.CALLING_STATION_ID;
import static org.portlease.radius.packet.AttributeTypes.CHARGEABLE_USER_IDENTITY;
import static org.portlease.radius.packet.AttributeTypes.CLASS;
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
import static org.portlease.radius.packet.AttributeTypes.NAS_PORT_TYPE;
import static org.portlease.radius.packet.AttributeTypes.SERVICE_TYPE;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/**
 * What a session is known by to its NAS and to its client: kept, encrypted, while it is open, for
 * the Stop or the Disconnect-Request that we may have to make of it.
 */
final class Likeness {

    private static final int[] KEPT = {
        USER_NAME,
        NAS_IP_ADDRESS,
        NAS_PORT,
        SERVICE_TYPE,
        FRAMED_IP_ADDRESS,
        CALLED_STATION_ID,
        CALLING_STATION_ID,
        NAS_IDENTIFIER,
        ACCT_SESSION_ID,
        ACCT_MULTI_SESSION_ID,
        NAS_PORT_TYPE,
        NAS_PORT_ID,
        CHARGEABLE_USER_IDENTITY,
        NAS_IPV6_ADDRESS,
        FRAMED_INTERFACE_ID,
        FRAMED_IPV6_PREFIX,
        FRAMED_IPV6_ADDRESS,
        DELEGATED_IPV6_PREFIX
    };

    private Likeness() {}

    /** Of what its NAS reports. */
    static byte[] ofReport(Packet report, Batch batch) {
        return of(report, report, batch);
    }

    /** Of what was asked for it, and of the answer that has let it in. */
    static byte[] ofAccept(Packet request, Packet accept, Batch batch) {
        return of(request, accept, batch);
    }

    /** A Class is the home server's, sent with the Accept and sent back with accounting. */
    private static byte[] of(Packet packet, Packet withClass, Batch batch) {
        Packet likeness = Packet.of(Code.ACCOUNTING_REQUEST);
        for (int type : KEPT) {
            packet.octets(type)
                    .or(() -> withClass.octets(type))
                    .ifPresent(value -> likeness.add(type, value));
        }
        batch.withoutOurClass(withClass)
                .allOctets(CLASS)
                .forEach(value -> likeness.add(CLASS, value));
        return batch.keys().encrypt(PacketCodec.freeze(likeness));
    }
}
