package org.portlease.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import org.jspecify.annotations.Nullable;
import org.portlease.endpoint.DecisionsMade;

/**
 * Shows the built-in Master's decisions to the demonstration's tap, once they have been committed
 * and so before any packet that follows from them.
 */
@ApplicationScoped
public class DecisionMirror {

    private volatile @Nullable WireTap tap;

    void showOn(WireTap newTap) {
        tap = newTap;
    }

    void onDecisions(@Observes(during = TransactionPhase.AFTER_SUCCESS) DecisionsMade batch) {
        WireTap current = tap;
        if (current != null) {
            batch.decisions().forEach(current::decided);
        }
    }
}
