package org.portlease.endpoint;

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
        return context.mode() == AccountingMode.SYNCHRONOUS
                ? SessionKeys.NONE
                : SessionKeys.ofLease(context.sent().session());
    }

    @Override
    public Outcome decide(Ledger ledger) {
        return new AccountingOnward(batch, ledger, context.mode(), event.at()).silence(context);
    }
}
