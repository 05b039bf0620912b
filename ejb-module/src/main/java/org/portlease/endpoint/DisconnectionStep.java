package org.portlease.endpoint;

import static org.portlease.radius.packet.AttributeTypes.ERROR_CAUSE;

import java.util.Optional;
import org.portlease.outbound.Disconnection.Answer;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Ledger;

/**
 * What came of a Disconnect-Request of ours.
 *
 * @param response empty where the NAS kept silent
 */
record DisconnectionStep(DisconnectionContext context, Optional<Packet> response, Batch batch)
        implements Step {

    @Override
    public Outcome decide(Ledger ledger) {
        Integer errorCause =
                response.map(packet -> packet.number(ERROR_CAUSE))
                        .filter(cause -> cause.isPresent())
                        .map(cause -> (int) cause.getAsLong())
                        .orElse(null);
        batch.outbox()
                .disconnected(
                        new Disconnected(
                                context.disconnection(),
                                response.map(DisconnectionStep::answer),
                                errorCause));
        return Outcome.Send.NOTHING;
    }

    private static Answer answer(Packet packet) {
        return packet.code() == Code.DISCONNECT_ACK ? Answer.ACK : Answer.NAK;
    }
}
