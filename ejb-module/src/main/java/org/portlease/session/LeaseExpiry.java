package org.portlease.session;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;

/**
 * Releases leases whose session never started: reservations that a dead node left behind, and
 * grants whose Accounting-Start never came. Every node does so; none waits for another.
 */
@Singleton
@DependsOn("Startup")
public class LeaseExpiry {

    private static final Logger LOG = Logger.getLogger(LeaseExpiry.class);
    private static final int AT_ONCE = 5_000;

    @Inject private DirectoryCache directories;
    @Inject private Ledgers ledgers;
    @Inject private Clock clock;

    @Schedule(hour = "*", minute = "*", second = "*/10", persistent = false)
    void releaseExpired() {
        int released = release(clock.instant());
        if (released > 0) {
            LOG.debugf("%d leases expired before their session started", released);
        }
    }

    private int release(Instant now) {
        Directory directory = directories.current();
        Ledger ledger = ledgers.openExpired(directory, now, AT_ONCE);
        List<Lease> expired = List.copyOf(ledger.leases());
        ledgers.lockCapacities(ledger, directory, expired.stream().map(Lease::place));
        expired.forEach(ledger::release);
        return expired.size();
    }
}
