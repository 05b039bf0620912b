package org.portlease.accounting;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;

/** Tells how often a NAS's accounting was odd, by rule and hour. Reads without a lock. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class OddityHistory {

    private static final String SINCE =
            """
            select nas_id, rule, in_hour, times from accounting_oddity where in_hour > :since
            order by in_hour desc, rule, nas_id
            """;

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;

    /**
     * How often one rule was met.
     *
     * @param nas null where that is not known any more
     * @param hour when the hour began
     */
    public record Met(@Nullable String nas, String rule, Instant hour, long times) {}

    /**
     * The newest hour first.
     *
     * @param hours how many, the running one included
     */
    public List<Met> ofLastHours(int hours, Instant now) {
        Directory directory = directories.current();
        Instant since = now.truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(hours));
        return rows(since).stream()
                .map(
                        row ->
                                new Met(
                                        directory
                                                .nasName(row.get("nas_id", Long.class))
                                                .orElse(null),
                                        row.get("rule", String.class),
                                        row.get("in_hour", Instant.class),
                                        row.get("times", Long.class)))
                .toList();
    }

    private List<Tuple> rows(Instant since) {
        return entities.unwrap(Session.class)
                .createNativeQuery(SINCE, Tuple.class)
                .addScalar("nas_id", Long.class)
                .addScalar("rule", String.class)
                .addScalar("in_hour", Instant.class)
                .addScalar("times", Long.class)
                .setParameter("since", since)
                .getResultList();
    }
}
