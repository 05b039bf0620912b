package org.portlease.endpoint;

import java.util.List;

/** The decisions of one batch, in order. Fired inside the transaction: observe it after success. */
public record DecisionsMade(List<DecisionMade> decisions) {

    public DecisionsMade {
        decisions = List.copyOf(decisions);
    }
}
