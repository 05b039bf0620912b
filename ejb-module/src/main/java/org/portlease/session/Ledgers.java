package org.portlease.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.portlease.contract.Directory;
import org.portlease.contract.PopShare;

/**
 * Opens ledgers, inside a transaction of the caller's. The order in which it locks is our
 * protection against deadlock: leases by id, then capacity rows by id, each in one ordered
 * statement.
 */
@ApplicationScoped
public class Ledgers {

    @PersistenceContext private EntityManager entities;

    private SessionFeed feed;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Ledgers() {}

    @Inject
    protected Ledgers(SessionFeed feed) {
        this.feed = feed;
    }

    /** Outside a container. */
    public Ledgers(EntityManager entities) {
        this(entities, new SessionFeed());
    }

    /** Outside a container, where what happens is noted if the feed is heard. */
    public Ledgers(EntityManager entities, SessionFeed feed) {
        this(feed);
        this.entities = entities;
    }

    /** Locks the open leases of the keys. */
    public Ledger open(Directory directory, Collection<SessionKeys> keys, Instant now) {
        var ledger = new Ledger(entities, directory, now, feed.isHeard());
        Map<String, UUID[]> wanted = new LinkedHashMap<>();
        wanted.put("id", pick(keys, SessionKeys::lease));
        wanted.put("session_key", pick(keys, SessionKeys::session));
        wanted.put("attempt_key", attempts(keys));
        wanted.put("state_key", pick(keys, SessionKeys::state));
        wanted.put("line_key", pick(keys, SessionKeys::line));
        wanted.put("port_key", pick(keys, SessionKeys::port));
        wanted.put("multi_key", pick(keys, SessionKeys::bundle));
        wanted.values().removeIf(values -> values.length == 0);
        lock(ledger, wanted);
        lockBundles(ledger);
        return ledger;
    }

    private void lock(Ledger ledger, Map<String, UUID[]> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        String where =
                wanted.keySet().stream()
                        .map(column -> column + " = any(:" + column + ")")
                        .collect(Collectors.joining(" or "));
        NativeQuery<Lease> query =
                query(
                        Lease.class,
                        "select * from lease where " + where + " order by id for update");
        wanted.forEach(query::setParameter);
        query.getResultList().forEach(ledger::hold);
    }

    /** The other links of the held leases' bundles: one of them may get the port. */
    private void lockBundles(Ledger ledger) {
        UUID[] bundles =
                ledger.leases().stream()
                        .flatMap(lease -> lease.keys().bundle().stream())
                        .distinct()
                        .toArray(UUID[]::new);
        if (bundles.length > 0) {
            lock(ledger, Map.of("multi_key", bundles));
        }
    }

    /** Locks leases whose time has run out, but none that another node holds. */
    public Ledger openExpired(Directory directory, Instant now, int limit) {
        return openWhere(directory, now, "expires_at < :now", Map.of("now", now), limit);
    }

    /** Locks the leases of a NAS that were taken before, but none that another node holds. */
    public Ledger openOfNas(Directory directory, UUID nas, Instant before, Instant now, int limit) {
        return openWhere(
                directory,
                now,
                "nas_key = :nas and reserved_at < :before",
                Map.of("nas", nas, "before", before),
                limit);
    }

    /** Locks a contract's open leases whose promised time had run out by then. */
    public Ledger openOutlasting(
            Directory directory, long contract, Instant by, Instant now, int limit) {
        return openWhere(
                directory,
                now,
                "contract_id = :contract and started_at is not null"
                        + " and extract(epoch from started_at) + allowance < :by",
                Map.of("contract", contract, "by", by.getEpochSecond()),
                limit);
    }

    /** Whether a lease of the NAS is open that was taken before. */
    public boolean anyOfNas(UUID nas, Instant before) {
        return !query(
                        Lease.class,
                        "select * from lease where nas_key = :nas and reserved_at < :before limit 1")
                .setParameter("nas", nas)
                .setParameter("before", before)
                .getResultList()
                .isEmpty();
    }

    private Ledger openWhere(
            Directory directory,
            Instant now,
            String condition,
            Map<String, Object> values,
            int limit) {
        var ledger = new Ledger(entities, directory, now, feed.isHeard());
        NativeQuery<Lease> query =
                query(
                        Lease.class,
                        "select * from lease where "
                                + condition
                                + " order by id limit :limit for update skip locked");
        values.forEach(query::setParameter);
        query.setParameter("limit", limit).getResultList().forEach(ledger::hold);
        lockBundles(ledger);
        return ledger;
    }

    /**
     * Where the closed sessions of the keys were, without a lock: whose capacity rows to lock
     * before they are looked up by {@link #findUsage}.
     */
    public List<Place> placesOfUsage(Collection<SessionKeys> keys) {
        UUID[] ids = pick(keys, SessionKeys::lease);
        UUID[] sessions = pick(keys, SessionKeys::session);
        if (ids.length + sessions.length == 0) {
            return List.of();
        }
        return entities
                .unwrap(Session.class)
                .createNativeQuery(
                        """
                        select contract_id as contract, subscriber_id as subscriber,
                            pop_id as pop, nas_id as nas
                        from usage_record
                        where estimated and (id = any(:ids) or session_key = any(:sessions))
                        """,
                        Tuple.class)
                .addScalar("contract", Long.class)
                .addScalar("subscriber", Long.class)
                .addScalar("pop", Long.class)
                .addScalar("nas", Long.class)
                .setParameter("ids", ids)
                .setParameter("sessions", sessions)
                .getResultList()
                .stream()
                .map(
                        row ->
                                new Place(
                                        row.get("contract", Long.class),
                                        row.get("subscriber", Long.class),
                                        row.get("pop", Long.class),
                                        row.get("nas", Long.class)))
                .toList();
    }

    /** Looks up the usage records of sessions that have been closed; the latest of a key counts. */
    public void findUsage(Ledger ledger, Collection<SessionKeys> keys) {
        UUID[] ids = pick(keys, SessionKeys::lease);
        UUID[] sessions = pick(keys, SessionKeys::session);
        if (ids.length + sessions.length > 0) {
            query(
                            UsageRecord.class,
                            """
                            select * from usage_record
                            where id = any(:ids) or session_key = any(:sessions)
                            order by stopped_at
                            """)
                    .setParameter("ids", ids)
                    .setParameter("sessions", sessions)
                    .getResultList()
                    .forEach(ledger::hold);
        }
    }

    /** Locks the capacity rows of the places. */
    public void lockCapacities(Ledger ledger, Directory directory, Stream<Place> places) {
        Long[] ids =
                places.flatMap(place -> capacitiesOf(directory, place))
                        .distinct()
                        .toArray(Long[]::new);
        if (ids.length > 0) {
            query(
                            Capacity.class,
                            "select * from capacity where id = any(:ids) order by id for update")
                    .setParameter("ids", ids)
                    .getResultList()
                    .forEach(ledger::hold);
        }
    }

    /** The capacity rows of a place as they are, without a lock, for a look: nothing is kept. */
    public Ports look(Directory directory, Place place, Instant now) {
        var ledger = new Ledger(entities, directory, now, feed.isHeard());
        query(Capacity.class, "select * from capacity where id = any(:ids)")
                .setParameter("ids", capacitiesOf(directory, place).toArray(Long[]::new))
                .getResultList()
                .forEach(
                        capacity -> {
                            entities.detach(capacity);
                            ledger.look(capacity);
                        });
        return ledger.ports(place);
    }

    private static Stream<Long> capacitiesOf(Directory directory, Place place) {
        return Stream.concat(
                Stream.of(directory.pop(place.popId()).capacityId()),
                Stream.ofNullable(place.contractId())
                        .flatMap(contract -> ofContract(directory, contract, place.popId())));
    }

    private static Stream<Long> ofContract(Directory directory, long contract, long pop) {
        return Stream.concat(
                Stream.of(directory.contract(contract).capacityId()),
                directory.share(contract, pop).map(PopShare::capacityId).stream());
    }

    private <T> NativeQuery<T> query(Class<T> type, String sql) {
        return entities.unwrap(Session.class).createNativeQuery(sql, type);
    }

    private static UUID[] pick(
            Collection<SessionKeys> keys, Function<SessionKeys, Optional<UUID>> key) {
        return keys.stream().flatMap(k -> key.apply(k).stream()).distinct().toArray(UUID[]::new);
    }

    /** A call stands where its attempt will. */
    private static UUID[] attempts(Collection<SessionKeys> keys) {
        return keys.stream()
                .flatMap(k -> Stream.concat(k.attempt().stream(), k.call().stream()))
                .distinct()
                .toArray(UUID[]::new);
    }
}
