package org.portlease.billing;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Which usage records are asked for.
 *
 * @param contracts whose sessions; empty for those of every contract
 * @param own whether also those of the master's own subscribers
 * @param pop at which point of presence; empty for all
 * @param nas which NAS has asked; empty for all
 * @param from those that stopped then or later; empty for all
 * @param until those that stopped before; empty for all
 */
public record UsageQuery(
        Optional<Collection<Long>> contracts,
        boolean own,
        Optional<Long> pop,
        Optional<Long> nas,
        Optional<Instant> from,
        Optional<Instant> until) {

    public UsageQuery {
        contracts = contracts.map(List::copyOf);
    }
}
