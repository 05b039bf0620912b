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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;

/** Tells what was refused, by provider, reason and hour. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class RefusalHistory {

    private static final String SINCE =
            """
            select contract_id as contract, reason, in_hour, cast(sum(refusals) as bigint) as refusals
            from refusal_count where in_hour > :since
            group by contract_id, reason, in_hour
            """;

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;

    /**
     * @param provider null where it was no client provider's request
     * @param hour when the hour began
     */
    public record Refused(
            @Nullable String provider, RefusalReason reason, Instant hour, long refusals) {}

    /**
     * The newest hour first.
     *
     * @param hours how many, the running one included
     */
    public List<Refused> ofLastHours(int hours, Instant now) {
        Map<Long, String> names = providerNames(directories.current());
        Instant since = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(hours));
        return tuples(since).stream()
                .map(
                        row ->
                                new Refused(
                                        names.get(row.get("contract", Long.class)),
                                        RefusalReason.valueOf(row.get("reason", String.class)),
                                        row.get("in_hour", Instant.class),
                                        row.get("refusals", Long.class)))
                .sorted(
                        Comparator.comparing(Refused::hour)
                                .reversed()
                                .thenComparing(Refused::reason))
                .toList();
    }

    private static Map<Long, String> providerNames(Directory directory) {
        return directory.contracts().stream()
                .collect(
                        Collectors.toMap(
                                Contract::id,
                                contract -> directory.provider(contract.providerId()).name()));
    }

    private List<Tuple> tuples(Instant since) {
        return entities.unwrap(Session.class)
                .createNativeQuery(SINCE, Tuple.class)
                .addScalar("contract", Long.class)
                .addScalar("reason", String.class)
                .addScalar("in_hour", Instant.class)
                .addScalar("refusals", Long.class)
                .setParameter("since", since)
                .getResultList();
    }
}
