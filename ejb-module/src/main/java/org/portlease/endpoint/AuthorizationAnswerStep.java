package org.portlease.endpoint;

import java.util.Optional;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Ledger;

/**
 * What a NAS said to a provider's CoA- or Disconnect-Request, relayed; its silence too, since only
 * the NAS knows what it has done.
 *
 * @param response empty where the NAS kept silent
 */
record AuthorizationAnswerStep(Optional<Packet> response, Batch batch) implements Step {

    @Override
    public Outcome decide(Ledger ledger) {
        return response.<Outcome>map(
                        packet ->
                                new Outcome.Reply(
                                        Replies.relayed(
                                                batch.withoutOurClass(packet), batch.directory())))
                .orElseGet(() -> new Outcome.Drop("authorization not answered by the NAS"));
    }
}
