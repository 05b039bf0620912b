package org.portlease.endpoint;

import java.util.stream.Stream;
import org.portlease.radius.Outcome;
import org.portlease.session.Ledger;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;

/** Nobody acknowledged a report: nor do we, and the NAS reports it again. */
record SilenceStep() implements Step {

    @Override
    public SessionKeys keys() {
        return SessionKeys.NONE;
    }

    @Override
    public Stream<Place> places(Ledger ledger) {
        return Stream.empty();
    }

    @Override
    public Outcome decide(Ledger ledger) {
        return new Outcome.Drop("accounting not acknowledged by the home servers");
    }
}
