package org.portlease.endpoint;

import org.portlease.outbound.Deliveries.Sent;
import org.portlease.radius.Outcome;
import org.portlease.session.Ledger;
import org.portlease.session.SessionKeys;

/** What came of a stored report: acknowledged, so that it may go, or not. */
record DeliveryStep(Sent sent, boolean acknowledged, Batch batch) implements Step {

    @Override
    public SessionKeys keys() {
        return acknowledged ? SessionKeys.ofLease(sent.leaseId()) : SessionKeys.NONE;
    }

    @Override
    public Outcome decide(Ledger ledger) {
        if (acknowledged) {
            batch.outbox().acknowledged(sent);
        } else {
            batch.outbox().unanswered(sent);
        }
        return Outcome.Send.NOTHING;
    }
}
