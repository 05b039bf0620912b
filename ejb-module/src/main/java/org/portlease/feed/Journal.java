package org.portlease.feed;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;
import org.portlease.session.SessionEvent;

/** What has been noted of sessions, by all nodes. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class Journal {

    private static final String COLUMNS =
            "select id, kind, lease_id, contract_id, pop_id, nas_id, at, seconds, cause"
                    + " from session_event where ";

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Journal() {}

    /** Outside a container. */
    Journal(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * One row of it.
     *
     * @param kind where it is RECORDING, nothing of a session is there
     */
    record Entry(
            long id,
            SessionEvent.Kind kind,
            @Nullable UUID lease,
            @Nullable Long contract,
            @Nullable Long pop,
            @Nullable Long nas,
            Instant at,
            @Nullable Long seconds,
            @Nullable String cause) {}

    /** The number of the last one; 0 where there is none. */
    long last() {
        return number("select coalesce(max(id), 0) from session_event");
    }

    /** The number of the first one that is kept; 0 where there is none. */
    long first() {
        return number("select coalesce(min(id), 0) from session_event");
    }

    private long number(String sql) {
        return entities.unwrap(Session.class).createNativeQuery(sql, Long.class).getSingleResult();
    }

    /** What comes after that number, and those that were missing; in order. */
    List<Entry> news(long after, List<Long> missing, int limit) {
        return entries(
                query("id > :after or id = any(:missing) order by id limit :limit")
                        .setParameter("after", after)
                        .setParameter("missing", missing.toArray(Long[]::new))
                        .setParameter("limit", limit));
    }

    /** What comes after a number, up to another; in order. */
    List<Entry> between(long after, long upTo, int limit) {
        return entries(
                query("id > :after and id <= :upTo order by id limit :limit")
                        .setParameter("after", after)
                        .setParameter("upTo", upTo)
                        .setParameter("limit", limit));
    }

    private NativeQuery<Tuple> query(String where) {
        return entities.unwrap(Session.class)
                .createNativeQuery(COLUMNS + where, Tuple.class)
                .addScalar("id", Long.class)
                .addScalar("kind", String.class)
                .addScalar("lease_id", UUID.class)
                .addScalar("contract_id", Long.class)
                .addScalar("pop_id", Long.class)
                .addScalar("nas_id", Long.class)
                .addScalar("at", Instant.class)
                .addScalar("seconds", Long.class)
                .addScalar("cause", String.class);
    }

    private static List<Entry> entries(NativeQuery<Tuple> query) {
        return query.getResultList().stream()
                .map(
                        row ->
                                new Entry(
                                        row.get("id", Long.class),
                                        SessionEvent.Kind.valueOf(row.get("kind", String.class)),
                                        row.get("lease_id", UUID.class),
                                        row.get("contract_id", Long.class),
                                        row.get("pop_id", Long.class),
                                        row.get("nas_id", Long.class),
                                        row.get("at", Instant.class),
                                        row.get("seconds", Long.class),
                                        row.get("cause", String.class)))
                .toList();
    }
}
