package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;

/** Forgets the evidence that nobody will ask for any more. Usage records stay. */
@ApplicationScoped
public class EvidenceSweep {

    private static final Duration KEPT = Duration.ofDays(30);

    @PersistenceContext private EntityManager entities;
    @Inject private Rounds rounds;

    void sweep(Instant now) {
        rounds.once(
                () -> {
                    Instant before = now.minus(KEPT);
                    forget("delete from released_lease where released_at < :before", before);
                    forget("delete from disconnection where answered_at < :before", before);
                });
    }

    private void forget(String sql, Instant before) {
        entities.createNativeQuery(sql).setParameter("before", before).executeUpdate();
    }
}
