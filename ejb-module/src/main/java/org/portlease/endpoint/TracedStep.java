package org.portlease.endpoint;

import java.util.UUID;
import java.util.stream.Stream;
import org.portlease.radius.Outcome;
import org.portlease.session.Ledger;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;

/** A step of a request that is traced: what it decides is noted once that has committed. */
final class TracedStep implements Step {

    private final Step step;
    private final RequestTracer tracer;
    private final DecisionNotes notes;

    /**
     * @param notes what is noted so far, and by the step itself
     */
    TracedStep(Step step, RequestTracer tracer, DecisionNotes notes) {
        this.step = step;
        this.tracer = tracer;
        this.notes = notes;
    }

    @Override
    public SessionKeys keys() {
        return step.keys();
    }

    @Override
    public SessionKeys usageKeys(Ledger ledger) {
        return step.usageKeys(ledger);
    }

    @Override
    public Stream<UUID> sessionsBehind(Ledger ledger) {
        return step.sessionsBehind(ledger);
    }

    @Override
    public Stream<Place> likelyPlaces() {
        return step.likelyPlaces();
    }

    @Override
    public Stream<Place> places(Ledger ledger) {
        return step.places(ledger);
    }

    @Override
    public Outcome decide(Ledger ledger) {
        Outcome outcome = step.decide(ledger);
        notes.decided(outcome);
        return tracer.follow(outcome, notes.legs());
    }
}
