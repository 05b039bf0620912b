package org.portlease.demo;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import org.jspecify.annotations.Nullable;
import org.portlease.endpoint.DecisionMade;

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

    void onDecision(@Observes(during = TransactionPhase.AFTER_SUCCESS) DecisionMade decision) {
        WireTap current = tap;
        if (current != null) {
            current.decided(decision);
        }
    }
}
