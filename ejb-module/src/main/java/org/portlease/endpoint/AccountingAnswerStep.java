package org.portlease.endpoint;

import java.util.UUID;
import java.util.stream.Stream;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.session.Ledger;
import org.portlease.session.SessionKeys;

/**
 * A home server has acknowledged a report, and that was not the end of it ({@link
 * AccountingOnward}): the client provider is told after the Master, and the NAS after both (figure
 * 9); a group that was silent is known to be back. What was recorded stays recorded.
 */
record AccountingAnswerStep(Event.ForwardAnswered event, AccountingContext context, Batch batch)
        implements Step {

    @Override
    public SessionKeys keys() {
        return context.rest().isEmpty()
                ? SessionKeys.NONE
                : SessionKeys.ofLease(context.sent().session());
    }

    @Override
    public SessionKeys usageKeys(Ledger ledger) {
        return context.rest().isEmpty() ? SessionKeys.NONE : context.usageKeys(ledger);
    }

    @Override
    public Stream<UUID> sessionsBehind(Ledger ledger) {
        return context.rest().isEmpty() ? Stream.empty() : context.sessionBehind(ledger);
    }

    @Override
    public Outcome decide(Ledger ledger) {
        batch.outbox().answers(context.sent().homeGroup());
        return new AccountingOnward(batch, ledger, context.mode(), event.at()).goOn(context.rest());
    }
}
