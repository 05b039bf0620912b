package org.portlease.outbound;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.Provider;

/** Tells what providers' servers have not got yet. Reads without a lock, and changes nothing. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class BacklogOverview {

    /** Both are answered by the index that orders a group's reports. */
    private static final String STORED =
            """
            select g.home_group as home_group, g.reports as reports, (
                select s.stored_at from stored_report s where s.home_group = g.home_group
                order by s.home_group, s.position limit 1) as oldest
            from (
                select home_group, count(*) as reports from stored_report
                group by home_group) g
            """;

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public BacklogOverview() {}

    /** Outside a container. */
    BacklogOverview(EntityManager entities, DirectoryCache directories) {
        this.entities = entities;
        this.directories = directories;
    }

    /**
     * What one provider has not acknowledged.
     *
     * @param provider null for the existing Master RADIUS server
     * @param reports how many are stored
     * @param oldest when the first of them was stored
     * @param ageSeconds how long ago that is
     * @param failures how often in a row nobody acknowledged
     * @param nextTryAt when it is tried again; null where nothing was tried yet
     */
    public record Waiting(
            @Nullable String provider,
            long reports,
            Instant oldest,
            long ageSeconds,
            int failures,
            @Nullable Instant nextTryAt) {}

    /** Of those that wait for anything, the oldest first. */
    public List<Waiting> waiting(Instant now) {
        Directory directory = directories.current();
        Map<Long, String> providers =
                directory.providers().stream()
                        .collect(Collectors.toMap(Provider::id, Provider::name));
        Map<Long, ReportRoute> routes = routes();
        return entities
                .unwrap(Session.class)
                .createNativeQuery(STORED, Tuple.class)
                .addScalar("home_group", Long.class)
                .addScalar("reports", Long.class)
                .addScalar("oldest", Instant.class)
                .getResultList()
                .stream()
                .map(
                        row -> {
                            long group = row.get(0, Long.class);
                            return waiting(providers.get(group), row, routes.get(group), now);
                        })
                .sorted(Comparator.comparing(Waiting::oldest))
                .toList();
    }

    private static Waiting waiting(
            @Nullable String provider, Tuple row, @Nullable ReportRoute route, Instant now) {
        Instant oldest = row.get(2, Instant.class);
        return new Waiting(
                provider,
                row.get(1, Long.class),
                oldest,
                Math.max(0, Duration.between(oldest, now).toSeconds()),
                route == null ? 0 : route.failures(),
                route == null ? null : route.nextTryAt());
    }

    private Map<Long, ReportRoute> routes() {
        Collection<ReportRoute> all =
                entities.createQuery("select r from ReportRoute r", ReportRoute.class)
                        .getResultList();
        return all.stream().collect(Collectors.toMap(ReportRoute::homeGroup, Function.identity()));
    }
}
