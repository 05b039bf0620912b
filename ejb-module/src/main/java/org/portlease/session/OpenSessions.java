package org.portlease.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;

/**
 * Finds sessions for those whose they are: client providers, who know them by what was forwarded.
 * Locks nothing, and holds no lease: what it finds may have ended by the time that it is told.
 */
@ApplicationScoped
public class OpenSessions {

    private static final String OF_CONTRACTS =
            """
            select id, contract_id, nas_id, nas_address, likeness from lease
            where contract_id = any(:contracts) and likeness is not null and state <> 'RESERVED'
            """;
    private static final String OF_OWN =
            """
            select id, contract_id, nas_id, nas_address, likeness from lease
            where contract_id is null and likeness is not null and state <> 'RESERVED'
            """;

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected OpenSessions() {}

    /** Outside a container. */
    public OpenSessions(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A session that is granted or under way.
     *
     * @param contract whose it is; null for an own subscriber's
     * @param nasAddress where its NAS is, if that is known
     * @param likeness its attributes, encrypted
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record OpenSession(
            UUID lease,
            @Nullable Long contract,
            long nasId,
            @Nullable String nasAddress,
            byte[] likeness) {}

    /**
     * Those of the contracts with that Acct-Session-Id, or of own subscribers where there are no
     * contracts.
     */
    public List<OpenSession> withId(Collection<Long> contracts, String acctSessionId, int limit) {
        return found(
                query(contracts, " and acct_session_id = :id order by id limit :limit")
                        .setParameter("id", acctSessionId)
                        .setParameter("limit", limit));
    }

    /** All those of the contracts, or of own subscribers where there are none. */
    public List<OpenSession> all(Collection<Long> contracts, int limit) {
        return found(query(contracts, " limit :limit").setParameter("limit", limit));
    }

    private NativeQuery<Object[]> query(Collection<Long> contracts, String and) {
        String sql = (contracts.isEmpty() ? OF_OWN : OF_CONTRACTS) + and;
        NativeQuery<Object[]> query =
                entities.unwrap(Session.class)
                        .createNativeQuery(sql, Object[].class)
                        .addScalar("id", UUID.class)
                        .addScalar("contract_id", Long.class)
                        .addScalar("nas_id", Long.class)
                        .addScalar("nas_address", String.class)
                        .addScalar("likeness", byte[].class);
        return contracts.isEmpty()
                ? query
                : query.setParameter("contracts", contracts.toArray(Long[]::new));
    }

    private static List<OpenSession> found(NativeQuery<Object[]> query) {
        return query.getResultList().stream()
                .map(
                        row ->
                                new OpenSession(
                                        (UUID) row[0],
                                        (Long) row[1],
                                        (Long) row[2],
                                        (String) row[3],
                                        (byte[]) row[4]))
                .toList();
    }
}
