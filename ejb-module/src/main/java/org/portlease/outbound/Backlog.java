package org.portlease.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.hibernate.Session;

/**
 * Keeps reports that a provider's servers have not acknowledged, inside a transaction of the
 * caller's: the NAS is acknowledged by the one that stores them. Each is stored once; where two
 * nodes store copies at once, the later transaction fails on the key and is to be repeated.
 */
@ApplicationScoped
public class Backlog {

    /** The group of the existing Master RADIUS server's home servers; a provider's is its id. */
    public static final long MASTER_GROUP = 0;

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Backlog() {}

    /** Outside a container. */
    public Backlog(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * That a session has reports which a group's servers have not got.
     *
     * @param homeGroup a provider's id, or 0 for the Master's
     */
    public record Waiting(UUID leaseId, long homeGroup) {}

    /** Stores the reports that are not there yet. */
    public void store(Collection<StoredReport> reports, Instant now) {
        if (reports.isEmpty()) {
            return;
        }
        Map<UUID, StoredReport> byId = new LinkedHashMap<>();
        reports.forEach(report -> byId.putIfAbsent(report.id(), report));
        session()
                .createNativeQuery("select id from stored_report where id = any(:ids)", UUID.class)
                .setParameter("ids", byId.keySet().toArray(UUID[]::new))
                .getResultList()
                .forEach(byId::remove);
        putBehindOurStops(byId.values());
        byId.values().forEach(entities::persist);
        openRoutes(
                byId.values().stream().map(StoredReport::homeGroup).collect(Collectors.toSet()),
                now);
    }

    /**
     * Stores a Stop of ours for a session whose NAS sent none, so that no ghost stays at the
     * provider's.
     *
     * @param homeGroup whose home servers are to get it: a provider's id, or 0 for the Master's
     */
    public void storeStop(long homeGroup, SilentEnd end, Instant now) {
        store(List.of(new StoredReport(homeGroup, end, idAt(now), now)), now);
    }

    /** Which of the sessions have something stored, and for whom. */
    public Set<Waiting> openFor(Collection<UUID> leaseIds) {
        if (leaseIds.isEmpty()) {
            return Set.of();
        }
        return session()
                .createNativeQuery(
                        """
                        select distinct lease_id, home_group from stored_report
                        where lease_id = any(:leases)
                        """,
                        Object[].class)
                .addScalar("lease_id", UUID.class)
                .addScalar("home_group", Long.class)
                .setParameter("leases", leaseIds.toArray(UUID[]::new))
                .getResultList()
                .stream()
                .map(row -> new Waiting((UUID) row[0], (Long) row[1]))
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What a NAS says after all corrects the Stop that we have stored, although it may have reached
     * us before that one was decided on: it is delivered after it.
     */
    private void putBehindOurStops(Collection<StoredReport> reports) {
        UUID[] leases =
                reports.stream()
                        .filter(report -> report.stop().isEmpty())
                        .map(StoredReport::leaseId)
                        .distinct()
                        .toArray(UUID[]::new);
        if (leases.length == 0) {
            return;
        }
        List<StoredReport> ours =
                session()
                        .createNativeQuery(
                                """
                                select * from stored_report
                                where lease_id = any(:leases) and stop_seconds is not null
                                """,
                                StoredReport.class)
                        .setParameter("leases", leases)
                        .getResultList();
        for (StoredReport report : reports) {
            ours.stream().filter(stop -> stop.isOfSameRoute(report)).forEach(report::follow);
        }
    }

    private void openRoutes(Set<Long> groups, Instant now) {
        if (groups.isEmpty()) {
            return;
        }
        Set<Long> missing = new HashSet<>(groups);
        session()
                .createNativeQuery(
                        "select home_group from report_route where home_group = any(:groups)",
                        Long.class)
                .setParameter("groups", groups.toArray(Long[]::new))
                .getResultList()
                .forEach(missing::remove);
        missing.stream()
                .sorted()
                .map(group -> new ReportRoute(group, now))
                .forEach(entities::persist);
    }

    /** An id as the connector's events have (RFC 9562 section 5.7), after those of its time. */
    private static UUID idAt(Instant now) {
        long random = ThreadLocalRandom.current().nextLong();
        return new UUID(now.toEpochMilli() << 16 | 0x7FFF, random >>> 2 | 0x8000_0000_0000_0000L);
    }

    private Session session() {
        return entities.unwrap(Session.class);
    }
}
