package org.portlease.endpoint;

import java.util.Optional;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Ledger;

/**
 * What a NAS said to a provider's CoA- or Disconnect-Request, relayed as far as that provider may
 * see what NASes say; its silence too, since only the NAS knows what it has done.
 *
 * @param response empty where the NAS kept silent
 */
record AuthorizationAnswerStep(Optional<Packet> response, AuthorizationContext context, Batch batch)
        implements Step {

    @Override
    public Outcome decide(Ledger ledger) {
        return response.<Outcome>map(packet -> new Outcome.Reply(relayed(packet)))
                .orElseGet(() -> new Outcome.Drop("authorization not answered by the NAS"));
    }

    private Packet relayed(Packet answer) {
        Packet own = batch.withoutOurClass(answer);
        Packet allowed =
                context.provider().isPresent()
                        ? batch.attributes().toHome(context.provider().getAsLong(), own)
                        : own;
        return Replies.relayed(allowed, batch.directory());
    }
}
