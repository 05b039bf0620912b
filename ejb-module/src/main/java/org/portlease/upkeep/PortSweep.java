package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import org.portlease.billing.PortAllocations;

/** Notes since when contracts have how many ports: they are billed for that. */
@ApplicationScoped
public class PortSweep {

    @Inject private Rounds rounds;
    @Inject private PortAllocations allocations;

    void sweep(Instant now) {
        rounds.once(() -> allocations.notice(now));
    }
}
