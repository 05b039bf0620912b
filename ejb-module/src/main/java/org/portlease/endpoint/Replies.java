package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.CLASS;
import static org.portlease.radius.packet.AttributeTypes.USER_NAME;

import java.util.UUID;
import org.portlease.contract.Directory;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.session.LeaseToken;

/** The packets that a NAS is answered with. */
final class Replies {

    private Replies() {}

    static Packet accept() {
        return Packet.of(Code.ACCESS_ACCEPT);
    }

    /** Says no more than that: the reason is the operator's. */
    static Outcome reject() {
        return new Outcome.Reply(Packet.of(Code.ACCESS_REJECT));
    }

    static Outcome.Reply accountingResponse() {
        return new Outcome.Reply(Packet.of(Code.ACCOUNTING_RESPONSE));
    }

    /** An Access-Accept with our own Class, an additional one and the last. */
    static Outcome granted(Packet accept, UUID lease, LeaseToken token) {
        return new Outcome.Reply(accept.add(CLASS, token.of(lease)));
    }

    /** A home server's answer, as it came but for a virtual identifier, which no NAS may see. */
    static Packet relayed(Packet response, Directory directory) {
        Packet reply = response.copy();
        reply.text(USER_NAME)
                .flatMap(directory::contractOfVirtual)
                .ifPresent(contract -> reply.remove(USER_NAME));
        return reply;
    }
}
