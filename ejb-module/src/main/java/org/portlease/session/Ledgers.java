package org.portlease.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.portlease.contract.Directory;

/**
 * Opens ledgers, inside a transaction of the caller's. The order in which it locks is our
 * protection against deadlock: leases by id, then capacity rows by id, each in one ordered
 * statement.
 */
@ApplicationScoped
public class Ledgers {

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Ledgers() {}

    /** Outside a container. */
    public Ledgers(EntityManager entities) {
        this.entities = entities;
    }

    /** Locks the open leases of the keys. */
    public Ledger open(Directory directory, Collection<SessionKeys> keys, Instant now) {
        var ledger = new Ledger(entities, directory, now);
        UUID[] ids = pick(keys, SessionKeys::lease);
        UUID[] sessions = pick(keys, SessionKeys::session);
        UUID[] attempts = pick(keys, SessionKeys::attempt);
        UUID[] states = pick(keys, SessionKeys::state);
        if (ids.length + sessions.length + attempts.length + states.length > 0) {
            query(
                            Lease.class,
                            """
                            select * from lease
                            where id = any(:ids) or session_key = any(:sessions)
                               or attempt_key = any(:attempts) or state_key = any(:states)
                            order by id for update
                            """)
                    .setParameter("ids", ids)
                    .setParameter("sessions", sessions)
                    .setParameter("attempts", attempts)
                    .setParameter("states", states)
                    .getResultList()
                    .forEach(ledger::hold);
        }
        return ledger;
    }

    /** Locks leases that expired before their session started, but none that another node holds. */
    public Ledger openExpired(Directory directory, Instant now, int limit) {
        var ledger = new Ledger(entities, directory, now);
        query(
                        Lease.class,
                        """
                        select * from lease where expires_at < :now
                        order by id limit :limit for update skip locked
                        """)
                .setParameter("now", now)
                .setParameter("limit", limit)
                .getResultList()
                .forEach(ledger::hold);
        return ledger;
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

    private static Stream<Long> capacitiesOf(Directory directory, Place place) {
        return Stream.concat(
                Stream.of(directory.pop(place.popId()).capacityId()),
                Stream.ofNullable(place.contractId())
                        .map(contract -> directory.contract(contract).capacityId()));
    }

    private <T> NativeQuery<T> query(Class<T> type, String sql) {
        return entities.unwrap(Session.class).createNativeQuery(sql, type);
    }

    private static UUID[] pick(
            Collection<SessionKeys> keys, Function<SessionKeys, Optional<UUID>> key) {
        return keys.stream().flatMap(k -> key.apply(k).stream()).distinct().toArray(UUID[]::new);
    }
}
