package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.session.LeaseCounts;

/**
 * Compares counters with leases, repairs and reports, so that nothing that ends a lease can leave
 * its port taken. There should be nothing to repair.
 */
@ApplicationScoped
public class RepairSweep {

    private static final int LONGEST_REPORT = 253;

    @PersistenceContext private EntityManager entities;
    @Inject private Rounds rounds;
    @Inject private DirectoryCache directories;
    @Inject private LeaseCounts counts;

    void sweep(Instant now) {
        rounds.once(() -> round(now));
    }

    private void round(Instant now) {
        Directory directory = directories.current();
        List<Long> suspects = counts.suspects(directory);
        if (suspects.isEmpty()) {
            return;
        }
        Map<Long, String> repaired = counts.repair(directory, suspects);
        repaired.forEach((capacity, found) -> report(capacity, found, now));
    }

    private void report(long capacity, String found, Instant now) {
        UpkeepLog.LOG.countersRepaired(capacity, found);
        entities.createNativeQuery(
                        "insert into capacity_repair (capacity_id, at, found)"
                                + " values (:capacity, :at, :found)")
                .setParameter("capacity", capacity)
                .setParameter("at", now)
                .setParameter("found", found.substring(0, Math.min(found.length(), LONGEST_REPORT)))
                .executeUpdate();
    }
}
