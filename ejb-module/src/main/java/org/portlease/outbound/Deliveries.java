package org.portlease.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;

/**
 * Delivers stored reports, inside a transaction of the caller's: to each provider at its own pace,
 * each session's in their order. A provider's route is claimed with its row's lock and for the
 * transaction only, so that none waits for another's, here or on another node.
 */
@ApplicationScoped
public class Deliveries {

    /** How many reports may be under way to a provider that acknowledges. */
    static final int WINDOW = 64;

    /** Longer than the connector waits for an answer, so that no other node sends meanwhile. */
    private static final Duration CLAIM = Duration.ofSeconds(15);

    /** How long a report waits that alone is not acknowledged. */
    private static final Duration PUT_OFF = Duration.ofSeconds(60);

    /** How long a report waits that can't be sent as things are. */
    private static final Duration SET_ASIDE = Duration.ofHours(1);

    private static final int ROUTES_AT_ONCE = 16;

    @PersistenceContext private EntityManager entities;
    private volatile Set<Long> silent = Set.of();

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Deliveries() {}

    /** Outside a container. */
    public Deliveries(EntityManager entities) {
        this.entities = entities;
    }

    /** A stored report that is under way. */
    public record Sent(UUID id, UUID leaseId, long homeGroup, Instant at) {}

    /** A report that is to be sent now. */
    public record Claim(StoredReport report, Instant at) {

        UUID leaseId() {
            return report.leaseId();
        }

        long homeGroup() {
            return report.homeGroup();
        }

        public Sent sent() {
            return new Sent(report.id(), report.leaseId(), report.homeGroup(), at);
        }
    }

    private record Turn(long homeGroup, int failures, Instant nextTryAt) {}

    /** Takes what is to be sent now, but nothing that another node has taken. */
    public List<Claim> claim(Instant time) {
        Instant now = time.truncatedTo(ChronoUnit.MILLIS);
        List<Turn> turns = turns();
        silent =
                turns.stream()
                        .filter(turn -> turn.failures() > 0)
                        .map(Turn::homeGroup)
                        .collect(Collectors.toUnmodifiableSet());
        Long[] due =
                turns.stream()
                        .filter(turn -> !turn.nextTryAt().isAfter(now))
                        .map(Turn::homeGroup)
                        .toArray(Long[]::new);
        List<Claim> claims = new ArrayList<>();
        if (due.length > 0) {
            for (ReportRoute route : take(due)) {
                claims.addAll(claim(route, now));
            }
        }
        return claims;
    }

    /** What can't be sent as it is waits for long; it does not count as under way. */
    public void setAside(Claim claim) {
        claim.report().putOff(claim.at().plus(SET_ASIDE));
        entities.find(ReportRoute.class, claim.homeGroup()).hurry(claim.at());
    }

    /** Whether a group's servers had fallen silent when this node last looked. */
    public boolean isSilent(long homeGroup) {
        return silent.contains(homeGroup);
    }

    /**
     * Notes what came of what was sent. Where a report was not acknowledged, but others since, it
     * lies with the report: it waits, and the rest goes on; else the servers are silent.
     *
     * @param answering groups whose servers have answered something else: they are back
     */
    public void settle(
            Collection<Sent> acknowledged,
            Collection<Sent> unanswered,
            Collection<Long> answering,
            Instant now) {
        if (!acknowledged.isEmpty()) {
            entities.createNativeQuery("delete from stored_report where id = any(:ids)")
                    .setParameter("ids", ids(acknowledged))
                    .executeUpdate();
        }
        Map<UUID, StoredReport> failed =
                unanswered.isEmpty()
                        ? Map.of()
                        : locked(ids(unanswered)).stream()
                                .collect(Collectors.toMap(StoredReport::id, Function.identity()));
        Map<Long, ReportRoute> routes = lockedRoutes(acknowledged, unanswered, answering);
        Stream.concat(acknowledged.stream().map(Sent::homeGroup), answering.stream())
                .distinct()
                .flatMap(group -> Optional.ofNullable(routes.get(group)).stream())
                .forEach(route -> route.answered(now));
        for (Sent each : unanswered) {
            StoredReport report = failed.get(each.id());
            ReportRoute route = routes.get(each.homeGroup());
            // else it was acknowledged, or sent again, meanwhile
            if (report != null && route != null && report.isClaimed(each.at().plus(CLAIM))) {
                fail(each, report, route, now);
            }
        }
    }

    private static void fail(Sent sent, StoredReport report, ReportRoute route, Instant now) {
        if (route.answeredSince(sent.at())) {
            report.putOff(now.plus(PUT_OFF));
        } else {
            report.release();
            route.unanswered(sent.at(), now);
        }
    }

    /** Those that change, in one order: an answer is noted once after each turn. */
    private Map<Long, ReportRoute> lockedRoutes(
            Collection<Sent> acknowledged,
            Collection<Sent> unanswered,
            Collection<Long> answering) {
        return query(
                        ReportRoute.class,
                        """
                        select * from report_route
                        where home_group = any(:unanswered)
                           or home_group = any(:acknowledged)
                              and (failures > 0
                                  or answered_at is null or answered_at <= next_try_at)
                           or home_group = any(:answering) and failures > 0
                        order by home_group for update
                        """)
                .setParameter("unanswered", groups(unanswered))
                .setParameter("acknowledged", groups(acknowledged))
                .setParameter("answering", answering.toArray(Long[]::new))
                .getResultList()
                .stream()
                .collect(Collectors.toMap(ReportRoute::homeGroup, Function.identity()));
    }

    private List<Turn> turns() {
        return session()
                .createNativeQuery(
                        """
                        select home_group, failures, next_try_at from report_route r
                        where exists (
                            select 1 from stored_report s where s.home_group = r.home_group)
                        """,
                        Object[].class)
                .addScalar("home_group", Long.class)
                .addScalar("failures", Integer.class)
                .addScalar("next_try_at", Instant.class)
                .getResultList()
                .stream()
                .map(row -> new Turn((Long) row[0], (Integer) row[1], (Instant) row[2]))
                .toList();
    }

    /** Who was served last has its turn last. */
    private List<ReportRoute> take(Long[] due) {
        return query(
                        ReportRoute.class,
                        """
                        select * from report_route where home_group = any(:due)
                        order by next_try_at, home_group limit :limit for update skip locked
                        """)
                .setParameter("due", due)
                .setParameter("limit", ROUTES_AT_ONCE)
                .getResultList();
    }

    private List<Claim> claim(ReportRoute route, Instant now) {
        if (route.nextTryAt().isAfter(now)) {
            return List.of(); // it has failed on another node meanwhile
        }
        int window = route.failures() > 0 ? 1 : WINDOW;
        long wanted = window - underWay(route.homeGroup(), now);
        List<StoredReport> reports = wanted > 0 ? next(route, (int) wanted, now) : List.of();
        reports.forEach(report -> report.claim(now.plus(CLAIM)));
        route.served(now, reports.isEmpty() ? now : now.plus(CLAIM));
        return reports.stream().map(report -> new Claim(report, now)).toList();
    }

    private List<StoredReport> next(ReportRoute route, int wanted, Instant now) {
        var heads = new Heads(session(), route.homeGroup(), route.lastSession(), now);
        UUID[] free = heads.free(wanted);
        route.lookedAt(heads.last());
        return free.length == 0 ? List.of() : lockedUnlessTaken(free);
    }

    private long underWay(long homeGroup, Instant now) {
        return session()
                .createNativeQuery(
                        """
                        select count(*) from stored_report
                        where home_group = :group and claimed_until > :now and not put_off
                        """,
                        Long.class)
                .setParameter("group", homeGroup)
                .setParameter("now", now)
                .getSingleResult();
    }

    private List<StoredReport> lockedUnlessTaken(UUID[] ids) {
        return query(
                        StoredReport.class,
                        """
                        select * from stored_report where id = any(:ids)
                        order by position for update skip locked
                        """)
                .setParameter("ids", ids)
                .getResultList();
    }

    private List<StoredReport> locked(UUID[] ids) {
        return query(
                        StoredReport.class,
                        "select * from stored_report where id = any(:ids) order by id for update")
                .setParameter("ids", ids)
                .getResultList();
    }

    private static UUID[] ids(Collection<Sent> sent) {
        return sent.stream().map(Sent::id).toArray(UUID[]::new);
    }

    private static Long[] groups(Collection<Sent> sent) {
        return sent.stream().map(Sent::homeGroup).distinct().toArray(Long[]::new);
    }

    private <T> NativeQuery<T> query(Class<T> type, String sql) {
        return session().createNativeQuery(sql, type);
    }

    private Session session() {
        return entities.unwrap(Session.class);
    }
}
