package org.portlease.admission;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;

/** Tells what was refused, by provider, point of presence, reason and hour. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class RefusalHistory {

    private static final String SINCE =
            """
            select contract_id, pop_id, reason, in_hour, refusals
            from refusal_count where in_hour > :since
            """;

    private static final Comparator<@Nullable String> BY_NAME =
            Comparator.nullsFirst(Comparator.naturalOrder());

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;

    /**
     * @param provider null where it was no client provider's request
     * @param pop null where that is not known any more
     * @param hour when the hour began
     */
    public record Refused(
            @Nullable String provider,
            @Nullable String pop,
            RefusalReason reason,
            Instant hour,
            long refusals) {

        private Refused times(long sum) {
            return new Refused(provider, pop, reason, hour, sum);
        }
    }

    /**
     * The newest hour first.
     *
     * @param hours how many, the running one included
     */
    public List<Refused> ofLastHours(int hours, Instant now) {
        Directory directory = directories.current();
        Instant since = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(hours));
        Map<Refused, Long> sums = new HashMap<>(); // a provider may have had several contracts
        tuples(since)
                .forEach(
                        row ->
                                sums.merge(
                                        refused(directory, row, 0),
                                        row.get("refusals", Long.class),
                                        Long::sum));
        return sums.entrySet().stream()
                .map(entry -> entry.getKey().times(entry.getValue()))
                .sorted(
                        Comparator.comparing(Refused::hour)
                                .reversed()
                                .thenComparing(Refused::reason)
                                .thenComparing(Refused::provider, BY_NAME)
                                .thenComparing(Refused::pop, BY_NAME))
                .toList();
    }

    private static Refused refused(Directory directory, Tuple row, long refusals) {
        return new Refused(
                directory.providerName(row.get("contract_id", Long.class)).orElse(null),
                directory.popName(row.get("pop_id", Long.class)).orElse(null),
                RefusalReason.valueOf(row.get("reason", String.class)),
                row.get("in_hour", Instant.class),
                refusals);
    }

    private List<Tuple> tuples(Instant since) {
        return entities.unwrap(Session.class)
                .createNativeQuery(SINCE, Tuple.class)
                .addScalar("contract_id", Long.class)
                .addScalar("pop_id", Long.class)
                .addScalar("reason", String.class)
                .addScalar("in_hour", Instant.class)
                .addScalar("refusals", Long.class)
                .setParameter("since", since)
                .getResultList();
    }
}
