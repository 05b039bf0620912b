package org.portlease.endpoint;

import java.util.UUID;
import java.util.stream.Stream;
import org.portlease.contract.AccountingMode;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.session.Ledger;
import org.portlease.session.SessionKeys;

/**
 * Nobody acknowledged a report in time, or could be asked: it is stored, and the NAS need not wait;
 * or, where that was agreed on, the NAS is not acknowledged and reports again.
 */
record AccountingSilenceStep(Event.ForwardUnanswered event, AccountingContext context, Batch batch)
        implements Step {

    @Override
    public SessionKeys keys() {
        return isLeftToTheNas() ? SessionKeys.NONE : SessionKeys.ofLease(context.sent().session());
    }

    @Override
    public SessionKeys usageKeys(Ledger ledger) {
        return isLeftToTheNas() ? SessionKeys.NONE : context.usageKeys(ledger);
    }

    @Override
    public Stream<UUID> sessionsBehind(Ledger ledger) {
        return isLeftToTheNas() ? Stream.empty() : context.sessionBehind(ledger);
    }

    @Override
    public Outcome decide(Ledger ledger) {
        return new AccountingOnward(batch, ledger, context.mode(), event.at()).silence(context);
    }

    private boolean isLeftToTheNas() {
        return context.mode() == AccountingMode.SYNCHRONOUS
                && context.sent().homeGroup() != PeerBook.MASTER_GROUP;
    }
}
