package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;
import org.portlease.listing.Cursor;
import org.portlease.listing.ListingException;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** Sessions that were put aside, and what was decided of them, as they are looked for. */
@ApplicationScoped
@Transactional
public class QuarantinedUsage {

    private static final String SORT = "foundAt";
    private static final String ROW =
            "select lease_id, contract_id, reason, found, found_at, decision, decided_by,"
                    + " decided_at, session_seconds, input_octets, output_octets"
                    + " from quarantined_usage q where ";

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected QuarantinedUsage() {}

    /** Outside a container. */
    public QuarantinedUsage(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A session that was put aside.
     *
     * @param found what was implausible
     * @param decision BILL or DISCARD; null while nobody has decided, as what follows
     * @param instead what it is billed by; null for what was metered
     */
    public record Entry(
            UUID session,
            long contract,
            Implausible reason,
            String found,
            Instant foundAt,
            @Nullable String decision,
            @Nullable String decidedBy,
            @Nullable Instant decidedAt,
            Quarantine.@Nullable Counters instead) {}

    /**
     * The oldest first.
     *
     * @param contracts whose; empty for all
     * @param decided whether a person has decided; empty for both
     */
    public Page<Entry> page(
            PageRequest request,
            Optional<? extends Collection<Long>> contracts,
            Optional<Boolean> decided) {
        request.sort()
                .filter(sort -> !sort.equals(SORT))
                .ifPresent(
                        sort -> {
                            throw new ListingException(
                                    "sort", "expected " + SORT + ", but got '" + sort + "'");
                        });
        if (contracts.filter(Collection::isEmpty).isPresent()) {
            return new Page<>(List.of(), Optional.empty());
        }
        Map<String, Object> parameters = new HashMap<>();
        StringBuilder where = new StringBuilder("true");
        contracts.ifPresent(
                ids -> {
                    where.append(" and contract_id in (:contracts)");
                    parameters.put("contracts", ids);
                });
        decided.ifPresent(
                yes -> where.append(" and decision is ").append(yes ? "not null" : "null"));
        request.after().ifPresent(text -> behind(text, where, parameters));
        List<Entry> found =
                entries(
                        where + " order by found_at, lease_id limit :limit",
                        parameters,
                        request.limit() + 1);
        if (found.size() <= request.limit()) {
            return new Page<>(found, Optional.empty());
        }
        Entry last = found.get(request.limit() - 1);
        Cursor next = new Cursor(SORT, last.foundAt().toString(), last.session().toString());
        return new Page<>(found.subList(0, request.limit()), Optional.of(next.text()));
    }

    private static void behind(String text, StringBuilder where, Map<String, Object> parameters) {
        Cursor cursor = Cursor.read(text, SORT);
        parameters.put("at", cursor.instant());
        parameters.put("id", cursor.uuid());
        where.append(" and (found_at > :at or (found_at = :at and lease_id > :id))");
    }

    public Optional<Entry> find(UUID session) {
        return entries("lease_id = :session limit :limit", Map.of("session", session), 1).stream()
                .findFirst();
    }

    private List<Entry> entries(String where, Map<String, Object> parameters, int limit) {
        NativeQuery<Tuple> query =
                entities.unwrap(Session.class)
                        .createNativeQuery(ROW + where, Tuple.class)
                        .addScalar("lease_id", UUID.class)
                        .addScalar("contract_id", Long.class)
                        .addScalar("reason", String.class)
                        .addScalar("found", String.class)
                        .addScalar("found_at", Instant.class)
                        .addScalar("decision", String.class)
                        .addScalar("decided_by", String.class)
                        .addScalar("decided_at", Instant.class)
                        .addScalar("session_seconds", Long.class)
                        .addScalar("input_octets", Long.class)
                        .addScalar("output_octets", Long.class)
                        .setParameter("limit", limit);
        parameters.forEach(query::setParameter);
        return query.getResultList().stream().map(QuarantinedUsage::entry).toList();
    }

    private static Entry entry(Tuple row) {
        @Nullable Long seconds = row.get("session_seconds", Long.class);
        return new Entry(
                row.get("lease_id", UUID.class),
                row.get("contract_id", Long.class),
                Implausible.valueOf(row.get("reason", String.class)),
                row.get("found", String.class),
                row.get("found_at", Instant.class),
                row.get("decision", String.class),
                row.get("decided_by", String.class),
                row.get("decided_at", Instant.class),
                seconds == null
                        ? null
                        : new Quarantine.Counters(
                                seconds,
                                row.get("input_octets", Long.class),
                                row.get("output_octets", Long.class)));
    }
}
