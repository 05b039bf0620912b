package org.portlease.session;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.DirectoryCache;

/** Tells which counters did not agree with the leases and were repaired. Reads without a lock. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class RepairHistory {

    private static final CapacityOwner UNKNOWN = new CapacityOwner(null, null);

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;

    /**
     * A counter that was wrong.
     *
     * @param provider null where it was a point of presence's
     * @param pop null where it was a contract's; where both are named, it was a share's
     * @param found what it said, and what the leases said
     */
    public record Repair(
            Instant at, @Nullable String provider, @Nullable String pop, String found) {}

    /**
     * The newest first.
     *
     * @param most how many at most
     */
    public List<Repair> since(Instant since, int most) {
        Map<Long, CapacityOwner> owners = CapacityOwner.all(directories.current());
        return rows(since, most).stream()
                .map(
                        row -> {
                            CapacityOwner owner =
                                    owners.getOrDefault(
                                            row.get("capacity_id", Long.class), UNKNOWN);
                            return new Repair(
                                    row.get("at", Instant.class),
                                    owner.provider(),
                                    owner.pop(),
                                    row.get("found", String.class));
                        })
                .toList();
    }

    private List<Tuple> rows(Instant since, int most) {
        return entities.unwrap(Session.class)
                .createNativeQuery(
                        "select capacity_id, at, found from capacity_repair where at >= :since"
                                + " order by at desc, id desc",
                        Tuple.class)
                .addScalar("capacity_id", Long.class)
                .addScalar("at", Instant.class)
                .addScalar("found", String.class)
                .setParameter("since", since)
                .setMaxResults(most)
                .getResultList();
    }
}
