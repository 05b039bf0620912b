package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Set;

/**
 * Forgets the capacity rows of shares that were taken away. Not at once: a node that has not read
 * the configuration again still counts there. So a row goes that was nobody's at the look before
 * already, an hour ago.
 */
@ApplicationScoped
public class CapacitySweep {

    @PersistenceContext private EntityManager entities;
    @Inject private Rounds rounds;

    private Set<Long> nobodys = Set.of();

    @SuppressWarnings("NullAway.Init") // the container injects
    protected CapacitySweep() {}

    /** Outside a container, where {@link #look} is called in a transaction. */
    CapacitySweep(EntityManager entities) {
        this.entities = entities;
    }

    void sweep(Instant now) {
        rounds.once(this::look);
    }

    void look() {
        Set<Long> found =
                Set.copyOf(
                        entities.createQuery(
                                        "select k.id from Capacity k where not exists"
                                                + " (select 1 from Contract c where c.capacityId = k.id)"
                                                + " and not exists"
                                                + " (select 1 from Pop p where p.capacityId = k.id)"
                                                + " and not exists"
                                                + " (select 1 from PopShare s where s.capacityId = k.id)",
                                        Long.class)
                                .getResultList());
        nobodys.stream().filter(found::contains).forEach(this::forget);
        nobodys = found;
    }

    private void forget(long capacity) {
        delete("delete from port_peak where capacity_id = :id", capacity);
        delete("delete from capacity where id = :id", capacity);
    }

    private void delete(String sql, long id) {
        entities.createNativeQuery(sql).setParameter("id", id).executeUpdate();
    }
}
