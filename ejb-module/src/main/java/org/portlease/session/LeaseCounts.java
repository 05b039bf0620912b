package org.portlease.session;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hibernate.Session;
import org.portlease.contract.Directory;

/**
 * Compares the counters of capacity rows with the open leases, inside a transaction of the
 * caller's.
 */
@ApplicationScoped
public class LeaseCounts {

    private static final String BY_PLACE =
            """
            select l.contract_id as contract, l.pop_id as pop,
                count(*) filter (where l.port_held) as held,
                count(*) filter (where l.port_held and l.burst) as burst,
                count(l.started_at) as sessions,
                coalesce(sum(greatest(floor(extract(epoch from l.started_at)),
                    floor(extract(epoch from c.period_start))))
                    filter (where l.started_at is not null), 0) as starts,
                coalesce(sum(l.allowance) filter (where l.started_at is null), 0) as promised,
                count(l.allowance) filter (where l.started_at is not null) as promised_sessions,
                coalesce(sum(floor(extract(epoch from l.started_at)) + l.allowance)
                    filter (where l.started_at is not null), 0) as promised_ends
            from lease l
                left join contract k on k.id = l.contract_id
                left join capacity c on c.id = k.capacity_id
            group by l.contract_id, l.pop_id
            """;

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected LeaseCounts() {}

    /** Outside a container. */
    public LeaseCounts(EntityManager entities) {
        this.entities = entities;
    }

    /** The rows whose counters seem to be wrong: a look without locks, which may be mistaken. */
    public List<Long> suspects(Directory directory) {
        List<Capacity> rows =
                entities.createQuery("select c from Capacity c", Capacity.class)
                        .setHint("org.hibernate.readOnly", true)
                        .getResultList();
        Map<Long, Count> counts = counts(directory);
        return rows.stream()
                .filter(row -> !row.count().equals(of(counts, row.id())))
                .map(Capacity::id)
                .toList();
    }

    /**
     * Locks the rows, counts again, and puts right what is wrong.
     *
     * @return what was wrong, by row
     */
    public Map<Long, String> repair(Directory directory, List<Long> ids) {
        entities.clear(); // what was read without a lock may be old
        List<Capacity> rows =
                entities.unwrap(Session.class)
                        .createNativeQuery(
                                "select * from capacity where id = any(:ids) order by id for update",
                                Capacity.class)
                        .setParameter("ids", ids.toArray(Long[]::new))
                        .getResultList();
        Map<Long, Count> counts = counts(directory);
        Map<Long, String> found = new HashMap<>();
        for (Capacity row : rows) {
            row.repair(of(counts, row.id())).ifPresent(text -> found.put(row.id(), text));
        }
        return found;
    }

    /**
     * Counts what is in use of a contract's share of a point of presence that is new. The
     * contract's row must be locked.
     */
    public void begin(Capacity share, long contract, long pop) {
        byPlace().stream()
                .filter(row -> row.get("pop", Long.class) == pop)
                .filter(row -> Objects.equals(row.get("contract", Long.class), contract))
                .forEach(row -> share.repair(count(row).asShare()));
    }

    private static Count of(Map<Long, Count> counts, long id) {
        return Objects.requireNonNullElse(counts.get(id), Count.NONE);
    }

    private Map<Long, Count> counts(Directory directory) {
        Map<Long, Count> counts = new HashMap<>();
        for (Tuple row : byPlace()) {
            long pop = row.get("pop", Long.class);
            Long contract = row.get("contract", Long.class);
            Count all = count(row);
            counts.merge(directory.pop(pop).capacityId(), all.asPop(contract != null), Count::plus);
            if (contract != null) {
                counts.merge(directory.contract(contract).capacityId(), all, Count::plus);
                directory
                        .share(contract, pop)
                        .ifPresent(
                                share ->
                                        counts.merge(
                                                share.capacityId(), all.asShare(), Count::plus));
            }
        }
        return counts;
    }

    private List<Tuple> byPlace() {
        return entities.unwrap(Session.class)
                .createNativeQuery(BY_PLACE, Tuple.class)
                .addScalar("contract", Long.class)
                .addScalar("pop", Long.class)
                .addScalar("held", Integer.class)
                .addScalar("burst", Integer.class)
                .addScalar("sessions", Integer.class)
                .addScalar("starts", Long.class)
                .addScalar("promised", Long.class)
                .addScalar("promised_sessions", Integer.class)
                .addScalar("promised_ends", Long.class)
                .getResultList();
    }

    private static Count count(Tuple row) {
        int held = row.get("held", Integer.class);
        return new Count(
                held,
                held,
                row.get("burst", Integer.class),
                row.get("sessions", Integer.class),
                row.get("starts", Long.class),
                row.get("promised", Long.class),
                row.get("promised_sessions", Integer.class),
                row.get("promised_ends", Long.class));
    }
}
