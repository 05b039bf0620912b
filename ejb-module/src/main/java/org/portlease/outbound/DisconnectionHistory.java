package org.portlease.outbound;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;

/** Tells which sessions NASes were asked to end, and what they answered. Reads without a lock. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class DisconnectionHistory {

    private static final String SINCE =
            """
            select d.id, d.lease_id, d.nas_id, d.cause, d.tries, d.asked_at, d.answered_at, d.answer,
              d.error_cause, coalesce(l.contract_id, u.contract_id) as contract_id
            from disconnection d
              left join lease l on l.id = d.lease_id
              left join usage_record u on u.id = d.lease_id
            where d.asked_at >= :since
              and (:all or coalesce(l.contract_id, u.contract_id) = any(:contracts))
              and (d.asked_at < :before or (d.asked_at = :before and d.id > :id))
            order by d.asked_at desc, d.id
            """;

    private static final UUID FIRST = new UUID(0, 0);
    private static final Instant END = Instant.parse("9999-01-01T00:00:00Z");

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;

    /**
     * A session that was to end.
     *
     * @param provider null for the master's own subscriber's
     * @param nas null where that is not known any more
     * @param answeredAt null while no answer has come
     * @param answer ACK, NAK, or SILENCE after the last try
     * @param errorCause of a NAK (RFC 5176 section 3.5), if it gave one
     */
    public record Asked(
            UUID id,
            UUID lease,
            @Nullable String provider,
            @Nullable String nas,
            String cause,
            Instant askedAt,
            int tries,
            @Nullable Instant answeredAt,
            Disconnection.@Nullable Answer answer,
            @Nullable Integer errorCause) {}

    /**
     * The newest first.
     *
     * @param provider whose sessions' alone; empty for everybody's
     * @param after the one before the first that is wanted; empty for the newest
     * @param most how many at most
     */
    public List<Asked> since(
            Instant since, Optional<String> provider, Optional<Place> after, int most) {
        Directory directory = directories.current();
        Long[] contracts =
                directory.contracts().stream()
                        .map(Contract::id)
                        .filter(id -> directory.providerName(id).equals(provider))
                        .toArray(Long[]::new);
        NativeQuery<Tuple> query =
                rows().setParameter("since", since)
                        .setParameter("all", provider.isEmpty())
                        .setParameter("contracts", contracts)
                        .setParameter("before", after.map(Place::askedAt).orElse(END))
                        .setParameter("id", after.map(Place::id).orElse(FIRST));
        return query.setMaxResults(most).getResultList().stream()
                .map(row -> asked(directory, row))
                .toList();
    }

    /** Where one stands among them. */
    public record Place(Instant askedAt, UUID id) {}

    private static Asked asked(Directory directory, Tuple row) {
        return new Asked(
                row.get("id", UUID.class),
                row.get("lease_id", UUID.class),
                Optional.ofNullable(row.get("contract_id", Long.class))
                        .flatMap(directory::providerName)
                        .orElse(null),
                directory.nasName(row.get("nas_id", Long.class)).orElse(null),
                row.get("cause", String.class),
                row.get("asked_at", Instant.class),
                row.get("tries", Integer.class),
                row.get("answered_at", Instant.class),
                Optional.ofNullable(row.get("answer", String.class))
                        .map(Disconnection.Answer::valueOf)
                        .orElse(null),
                row.get("error_cause", Integer.class));
    }

    private NativeQuery<Tuple> rows() {
        return entities.unwrap(Session.class)
                .createNativeQuery(SINCE, Tuple.class)
                .addScalar("id", UUID.class)
                .addScalar("lease_id", UUID.class)
                .addScalar("nas_id", Long.class)
                .addScalar("cause", String.class)
                .addScalar("tries", Integer.class)
                .addScalar("asked_at", Instant.class)
                .addScalar("answered_at", Instant.class)
                .addScalar("answer", String.class)
                .addScalar("error_cause", Integer.class)
                .addScalar("contract_id", Long.class);
    }
}
