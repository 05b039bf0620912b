package org.portlease.endpoint;

import org.portlease.radius.Outcome;
import org.portlease.session.Ledger;

/** Nobody acknowledged a report: nor do we, and the NAS reports it again. */
record SilenceStep() implements Step {

    @Override
    public Outcome decide(Ledger ledger) {
        return new Outcome.Drop("accounting not acknowledged by the home servers");
    }
}
