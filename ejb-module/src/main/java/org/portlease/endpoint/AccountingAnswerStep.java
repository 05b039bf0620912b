package org.portlease.endpoint;

import java.util.Optional;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.radius.Target;
import org.portlease.radius.packet.Packet;
import org.portlease.session.Ledger;

/**
 * A home server has acknowledged a report: the client provider is told after the Master, and the
 * NAS after both (figure 9). What was recorded stays recorded.
 */
record AccountingAnswerStep(Event.ForwardAnswered event, AccountingContext context, Batch batch)
        implements Step {

    @Override
    public Outcome decide(Ledger ledger) {
        if (context.leg() == Leg.HOME) {
            return Replies.accountingResponse();
        }
        Packet original = batch.withoutOurClass(event.request().packet());
        var next = new AccountingContext(Leg.HOME, context.homeGroup());
        return new Outcome.Forward(
                new Target.HomeServers(context.homeGroup()), original, next, Optional.empty());
    }
}
