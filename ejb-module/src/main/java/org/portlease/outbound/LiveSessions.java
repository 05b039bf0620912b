package org.portlease.outbound;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.hibernate.query.NativeQuery;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.Nas;
import org.portlease.provider.Pop;

/**
 * Tells of sessions: those that are open, page by page, and any one by its id. Never who connects.
 * Reads without a lock, and changes nothing.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.SUPPORTS)
public class LiveSessions {

    private static final String DISCONNECTION =
            "d.cause, d.asked_at, d.tries, d.answered_at, d.answer, d.error_cause";

    private static final String OPEN =
            "select l.id, l.state, l.contract_id, l.pop_id, l.nas_id, l.acct_session_id,"
                    + " l.reserved_at, l.started_at, l.last_seen_at, l.session_seconds,"
                    + " l.input_octets, l.output_octets, l.burst, l.overflow, l.late,"
                    + " cast(null as timestamp with time zone) as ended_at,"
                    + " cast(null as varchar(24)) as end_cause, "
                    + DISCONNECTION
                    + " from lease l left join disconnection d on d.lease_id = l.id";

    private static final String CLOSED =
            "select u.id, 'ENDED' as state, u.contract_id, u.pop_id, u.nas_id, u.acct_session_id,"
                    + " u.reserved_at, u.started_at, u.stopped_at as last_seen_at,"
                    + " u.session_seconds, u.input_octets, u.output_octets, u.burst, u.overflow,"
                    + " u.late, u.stopped_at as ended_at, u.end_cause, "
                    + DISCONNECTION
                    + " from usage_record u left join disconnection d on d.lease_id = u.id";

    private static final String RELEASED =
            "select r.id, 'RELEASED' as state, r.contract_id, r.pop_id, r.nas_id,"
                    + " cast(null as varchar(253)) as acct_session_id, r.reserved_at,"
                    + " cast(null as timestamp with time zone) as started_at,"
                    + " cast(null as timestamp with time zone) as last_seen_at,"
                    + " 0 as session_seconds, 0 as input_octets, 0 as output_octets,"
                    + " false as burst, false as overflow, false as late,"
                    + " r.released_at as ended_at, r.cause as end_cause, "
                    + DISCONNECTION
                    + " from released_lease r left join disconnection d on d.lease_id = r.id";

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public LiveSessions() {}

    /** Outside a container. */
    LiveSessions(EntityManager entities, DirectoryCache directories) {
        this.entities = entities;
        this.directories = directories;
    }

    /**
     * A session.
     *
     * @param state RESERVED, GRANTED, ACTIVE; ENDED or RELEASED where it is over
     * @param provider null for the master's own subscriber's
     * @param contract null likewise
     * @param pop null where that is not known any more
     * @param nas null likewise
     * @param acctSessionId as its NAS calls it, if it has said
     * @param lastSeenAt when accounting last spoke of it; null before the first
     * @param seconds connection time, as its NAS has counted it so far
     * @param endedAt null while it is open
     * @param endCause why it ended; null while it is open
     * @param disconnection null where nobody has asked its NAS to end it
     */
    public record Found(
            UUID id,
            String state,
            @Nullable String provider,
            @Nullable Long contract,
            @Nullable String pop,
            @Nullable String nas,
            @Nullable String acctSessionId,
            Instant reservedAt,
            @Nullable Instant startedAt,
            @Nullable Instant lastSeenAt,
            long seconds,
            long inputOctets,
            long outputOctets,
            boolean burst,
            boolean overflow,
            boolean late,
            @Nullable Instant endedAt,
            @Nullable String endCause,
            @Nullable Ending disconnection) {}

    /**
     * The wish to end it.
     *
     * @param tries how often its NAS was asked
     * @param answeredAt null while no answer has come
     * @param answer ACK, NAK, or SILENCE after the last try
     * @param errorCause of a NAK (RFC 5176 section 3.5), if it gave one
     */
    public record Ending(
            String cause,
            Instant askedAt,
            int tries,
            @Nullable Instant answeredAt,
            @Nullable String answer,
            @Nullable Integer errorCause) {}

    /**
     * Those that are open, in the order of their ids, which rise with time.
     *
     * @param after the id before the first; null for the beginning
     * @param limit how many at most
     */
    public List<Found> open(SessionFilter which, @Nullable UUID after, int limit) {
        if (which.isEmpty()) {
            return List.of();
        }
        List<String> conditions = new ArrayList<>(which.conditions());
        if (after != null) {
            conditions.add("l.id > :after");
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        NativeQuery<Tuple> query = query(OPEN + where + " order by l.id limit :limit");
        which.parameters().forEach(query::setParameter);
        if (after != null) {
            query.setParameter("after", after);
        }
        return found(query.setParameter("limit", limit));
    }

    /**
     * What is asked for, by the names that people know; nothing where one is not known.
     *
     * @param provider empty for every one; only sessions of its contracts are meant
     * @param scope whose sessions alone may be seen; empty for everybody's
     */
    public SessionFilter named(
            Optional<String> provider,
            Optional<String> pop,
            Optional<String> nas,
            Optional<Long> scope) {
        Directory directory = directories.current();
        SessionFilter which = SessionFilter.ALL;
        if (provider.isPresent()) {
            which = which.ofContracts(contracts(directory, provider.get()));
        }
        if (scope.isPresent()) {
            which = which.ofContracts(contractsOf(directory, scope.get()));
        }
        if (pop.isPresent()) {
            which =
                    which.atPops(
                            directory.pops().stream()
                                    .filter(each -> each.name().equals(pop.get()))
                                    .map(Pop::id)
                                    .toList());
        }
        if (nas.isPresent()) {
            which =
                    which.atNases(
                            directory.nases().stream()
                                    .filter(each -> each.name().equals(nas.get()))
                                    .map(Nas::id)
                                    .toList());
        }
        return which;
    }

    /** Whether a session's contract is that provider's. */
    public boolean isOf(@Nullable Long contract, long provider) {
        return contract != null && contractsOf(directories.current(), provider).contains(contract);
    }

    private static List<Long> contracts(Directory directory, String provider) {
        return directory.contracts().stream()
                .filter(
                        contract ->
                                directory
                                        .providerName(contract.id())
                                        .filter(provider::equals)
                                        .isPresent())
                .map(Contract::id)
                .toList();
    }

    private static List<Long> contractsOf(Directory directory, long provider) {
        return directory.contracts().stream()
                .filter(contract -> contract.providerId() == provider)
                .map(Contract::id)
                .toList();
    }

    /** One, open or over; empty where there never was one, or it is forgotten. */
    public Optional<Found> find(UUID id) {
        return List.of(
                        OPEN + " where l.id = :id",
                        CLOSED + " where u.id = :id",
                        RELEASED + " where r.id = :id")
                .stream()
                .flatMap(sql -> found(query(sql).setParameter("id", id)).stream())
                .findFirst();
    }

    private List<Found> found(NativeQuery<Tuple> query) {
        Directory directory = directories.current();
        return query.getResultList().stream().map(row -> found(directory, row)).toList();
    }

    private static Found found(Directory directory, Tuple row) {
        Long contract = row.get("contract_id", Long.class);
        return new Found(
                row.get("id", UUID.class),
                row.get("state", String.class),
                Optional.ofNullable(contract).flatMap(directory::providerName).orElse(null),
                contract,
                directory.popName(row.get("pop_id", Long.class)).orElse(null),
                directory.nasName(row.get("nas_id", Long.class)).orElse(null),
                row.get("acct_session_id", String.class),
                row.get("reserved_at", Instant.class),
                row.get("started_at", Instant.class),
                row.get("last_seen_at", Instant.class),
                row.get("session_seconds", Long.class),
                row.get("input_octets", Long.class),
                row.get("output_octets", Long.class),
                row.get("burst", Boolean.class),
                row.get("overflow", Boolean.class),
                row.get("late", Boolean.class),
                row.get("ended_at", Instant.class),
                row.get("end_cause", String.class),
                ending(row));
    }

    private static @Nullable Ending ending(Tuple row) {
        String cause = row.get("cause", String.class);
        return cause == null
                ? null
                : new Ending(
                        cause,
                        row.get("asked_at", Instant.class),
                        row.get("tries", Integer.class),
                        row.get("answered_at", Instant.class),
                        row.get("answer", String.class),
                        row.get("error_cause", Integer.class));
    }

    private NativeQuery<Tuple> query(String sql) {
        return entities.unwrap(Session.class)
                .createNativeQuery(sql, Tuple.class)
                .addScalar("id", UUID.class)
                .addScalar("state", String.class)
                .addScalar("contract_id", Long.class)
                .addScalar("pop_id", Long.class)
                .addScalar("nas_id", Long.class)
                .addScalar("acct_session_id", String.class)
                .addScalar("reserved_at", Instant.class)
                .addScalar("started_at", Instant.class)
                .addScalar("last_seen_at", Instant.class)
                .addScalar("session_seconds", Long.class)
                .addScalar("input_octets", Long.class)
                .addScalar("output_octets", Long.class)
                .addScalar("burst", Boolean.class)
                .addScalar("overflow", Boolean.class)
                .addScalar("late", Boolean.class)
                .addScalar("ended_at", Instant.class)
                .addScalar("end_cause", String.class)
                .addScalar("cause", String.class)
                .addScalar("asked_at", Instant.class)
                .addScalar("tries", Integer.class)
                .addScalar("answered_at", Instant.class)
                .addScalar("answer", String.class)
                .addScalar("error_cause", Integer.class);
    }
}
