package org.portlease.session;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.PersistenceException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.action.spi.AfterTransactionCompletionProcess;
import org.hibernate.action.spi.BeforeTransactionCompletionProcess;
import org.hibernate.engine.spi.ActionQueue;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Directory;
import org.portlease.contract.PopShare;

/**
 * Opens ledgers, inside a transaction of the caller's. The order in which it locks is our
 * protection against deadlock: leases by id, then capacity rows by id, each in an ordered
 * statement.
 */
@ApplicationScoped
public class Ledgers {

    @PersistenceContext private EntityManager entities;

    @Resource(lookup = "java:jboss/datasources/PortleaseDS")
    private @Nullable DataSource dataSource;

    private final Foresight foresight = new Foresight();
    private SessionFeed feed;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Ledgers() {}

    @Inject
    protected Ledgers(SessionFeed feed) {
        this.feed = feed;
    }

    /** Outside a container. */
    public Ledgers(EntityManager entities) {
        this(entities, new SessionFeed());
    }

    /** Outside a container, where what happens is noted if the feed is heard. */
    public Ledgers(EntityManager entities, SessionFeed feed) {
        this(feed);
        this.entities = entities;
    }

    /** Locks the open leases of the keys. */
    public Ledger open(Directory directory, Collection<SessionKeys> keys, Instant now) {
        return open(directory, keys, List.of(), now);
    }

    /**
     * Locks the open leases of the keys, and in the same round trip the capacity rows of places
     * that most likely need to be {@linkplain #lockCapacities locked} next.
     *
     * @throws PersistenceException with the state of a conflict, where a lease turns out to be of a
     *     bundle, whose other leases come before: the transaction has to begin anew
     */
    public Ledger open(
            Directory directory,
            Collection<SessionKeys> keys,
            Collection<Place> likely,
            Instant now) {
        Ledger ledger = newLedger(directory, now);
        var trip = new RoundTrip();
        addLeases(trip, ledger, wanted(keys));
        if (foresight.isGood() && keys.stream().allMatch(each -> each.bundle().isEmpty())) {
            addCapacities(trip, ledger, capacitiesOf(directory, likely.stream()).toList());
        }
        run(trip, ledger);
        lockBundles(ledger);
        return ledger;
    }

    private static Map<String, UUID[]> wanted(Collection<SessionKeys> keys) {
        Map<String, UUID[]> wanted = new LinkedHashMap<>();
        wanted.put("id", pick(keys, SessionKeys::lease));
        wanted.put("session_key", pick(keys, SessionKeys::session));
        wanted.put("attempt_key", attempts(keys));
        wanted.put("state_key", pick(keys, SessionKeys::state));
        wanted.put("line_key", pick(keys, SessionKeys::line));
        wanted.put("port_key", pick(keys, SessionKeys::port));
        wanted.put("multi_key", pick(keys, SessionKeys::bundle));
        return wanted;
    }

    /** What has not been written by then is written before the commit. */
    private Ledger newLedger(Directory directory, Instant now) {
        var connection = new LedgerConnection(entities, dataSource);
        var ledger = new Ledger(entities, connection, directory, now, feed.isHeard());
        ActionQueue transaction = entities.unwrap(SessionImplementor.class).getActionQueue();
        transaction.registerProcess(
                (BeforeTransactionCompletionProcess)
                        session -> {
                            ledger.write();
                            connection.release();
                        });
        transaction.registerProcess(
                (AfterTransactionCompletionProcess) (committed, session) -> connection.release());
        return ledger;
    }

    private static void addLeases(RoundTrip trip, Ledger ledger, Map<String, UUID[]> wanted) {
        wanted.values().removeIf(values -> values.length == 0);
        if (wanted.isEmpty()) {
            return;
        }
        String where =
                wanted.keySet().stream()
                        .map(column -> column + " = any(?)")
                        .collect(Collectors.joining(" or "));
        add(
                trip,
                Lease.MAPPING,
                "where " + where + " order by id for update",
                List.copyOf(wanted.values()),
                ledger::read);
    }

    /** The other links of the held leases' bundles: one of them may get the port. */
    private void lockBundles(Ledger ledger) {
        UUID[] bundles =
                ledger.leases().stream()
                        .flatMap(lease -> lease.keys().bundle().stream())
                        .distinct()
                        .toArray(UUID[]::new);
        if (bundles.length > 0) {
            if (!ledger.lockedCapacities().isEmpty()) {
                throw foresight.failed();
            }
            var trip = new RoundTrip();
            addLeases(trip, ledger, new LinkedHashMap<>(Map.of("multi_key", bundles)));
            run(trip, ledger);
        }
    }

    /** Locks leases whose time may have run out, but none that another node holds. */
    public Ledger openToBeSwept(Directory directory, Instant now, int limit) {
        return openWhere(directory, now, "sweep_at <= ?", "sweep_at", List.of(now), limit);
    }

    /** Locks the leases of a NAS that were taken before, but none that another node holds. */
    public Ledger openOfNas(Directory directory, UUID nas, Instant before, Instant now, int limit) {
        return openWhere(
                directory,
                now,
                "nas_key = ? and reserved_at < ?",
                "id",
                List.of(nas, before),
                limit);
    }

    /** Locks a contract's open leases whose promised time had run out by then. */
    public Ledger openOutlasting(
            Directory directory, long contract, Instant by, Instant now, int limit) {
        return openWhere(
                directory,
                now,
                "contract_id = ? and started_at is not null"
                        + " and extract(epoch from started_at) + allowance < ?",
                "id",
                List.of(contract, by.getEpochSecond()),
                limit);
    }

    /** Whether a lease of the NAS is open that was taken before. */
    public boolean anyOfNas(UUID nas, Instant before) {
        List<Lease> some = new ArrayList<>();
        find(
                new LedgerConnection(entities, null),
                Lease.MAPPING,
                "where nas_key = ? and reserved_at < ? limit 1",
                List.of(nas, before),
                some::add);
        return !some.isEmpty();
    }

    /** Nobody is waited for, and so in any order. */
    private Ledger openWhere(
            Directory directory,
            Instant now,
            String condition,
            String order,
            List<Object> values,
            int limit) {
        Ledger ledger = newLedger(directory, now);
        find(
                ledger.connection(),
                Lease.MAPPING,
                "where "
                        + condition
                        + " order by "
                        + order
                        + " limit "
                        + limit
                        + " for update skip locked",
                values,
                ledger::read);
        lockBundles(ledger);
        return ledger;
    }

    /**
     * Where the closed sessions of the keys were, without a lock: whose capacity rows to lock
     * before they are looked up by {@link #findUsage}.
     */
    public List<Place> placesOfUsage(Ledger ledger, Collection<SessionKeys> keys) {
        List<Place> places = new ArrayList<>();
        var trip = new RoundTrip();
        addUsage(trip, ledger, keys, "estimated and ", record -> places.add(record.place()));
        run(trip, ledger);
        return places;
    }

    /**
     * Looks up the usage records of sessions that have been closed; the latest of a key counts.
     * What our Class has named in each report is found by its session's key {@linkplain KeyWeek for
     * a while}, by its id for good. To be called with the capacity rows locked.
     *
     * @throws PersistenceException with the state of a conflict, where a session has been opened
     *     since the leases were locked: the transaction has to begin anew
     */
    public void findUsage(Ledger ledger, Collection<SessionKeys> keys) {
        var trip = new RoundTrip();
        addUsage(trip, ledger, keys, "", ledger::read);
        addLeasesSince(trip, ledger, keys);
        run(trip, ledger);
    }

    private static void addUsage(
            RoundTrip trip,
            Ledger ledger,
            Collection<SessionKeys> keys,
            String condition,
            Consumer<UsageRecord> each) {
        var weeks = new OneOf("key_week", KeyWeek.lookedUp(ledger.now()));
        List<Object> values = new ArrayList<>();
        String either = either(keys, Optional.of(weeks), values);
        if (!values.isEmpty()) {
            add(
                    trip,
                    UsageRecord.MAPPING,
                    "where " + condition + "(" + either + ") order by stopped_at",
                    values,
                    each);
        }
    }

    /** They hold a capacity row that is now ours, and so have committed. */
    private static void addLeasesSince(
            RoundTrip trip, Ledger ledger, Collection<SessionKeys> keys) {
        List<Object> values = new ArrayList<>();
        String either = either(keys, Optional.empty(), values);
        if (!values.isEmpty()) {
            trip.add(
                    "select id from lease where " + either,
                    values.stream().map(Ledgers::parameter).toList(),
                    found -> requireHeld(ledger, found.getResultSet()));
        }
    }

    private static void requireHeld(Ledger ledger, ResultSet found) throws SQLException {
        while (found.next()) {
            if (ledger.lease(found.getObject(1, UUID.class)).isEmpty()) {
                throw Conflict.because("a session has been opened meanwhile");
            }
        }
    }

    /**
     * What a session is found by, whether it is open or closed: its lease's id, or its own key.
     *
     * @param weeks where its key may be
     * @param values gets what is to be bound
     */
    private static String either(
            Collection<SessionKeys> keys, Optional<OneOf> weeks, List<Object> values) {
        var ids = new OneOf("id", List.of(pick(keys, SessionKeys::lease)));
        var sessions = new OneOf("session_key", List.of(pick(keys, SessionKeys::session)));
        List<String> either = new ArrayList<>();
        if (!ids.values().isEmpty()) {
            either.add(ids.condition());
            values.addAll(ids.parameters());
        }
        if (!sessions.values().isEmpty()) {
            weeks.ifPresent(known -> values.addAll(known.parameters()));
            values.addAll(sessions.parameters());
            either.add(
                    weeks.map(known -> known.condition() + " and ").orElse("")
                            + sessions.condition());
        }
        return String.join(" or ", either);
    }

    /**
     * Locks the capacity rows of the places, where they are not locked yet.
     *
     * @throws PersistenceException with the state of a conflict, where some are that come after one
     *     that is not: the transaction has to begin anew
     */
    public void lockCapacities(Ledger ledger, Directory directory, Stream<Place> places) {
        SortedSet<Long> locked = ledger.lockedCapacities();
        List<Long> missing =
                capacitiesOf(directory, places).filter(id -> !locked.contains(id)).toList();
        if (missing.isEmpty()) {
            return;
        }
        if (!locked.isEmpty() && Collections.min(missing) < locked.last()) {
            throw foresight.failed();
        }
        var trip = new RoundTrip();
        addCapacities(trip, ledger, missing);
        run(trip, ledger);
    }

    private static void addCapacities(RoundTrip trip, Ledger ledger, List<Long> wanted) {
        if (!wanted.isEmpty()) {
            var ids = new OneOf("id", wanted);
            add(
                    trip,
                    Capacity.MAPPING,
                    "where " + ids.condition() + " order by id for update",
                    ids.parameters(),
                    ledger::read);
        }
    }

    /** The capacity rows of a place as they are, without a lock, for a look: nothing is kept. */
    public Ports look(Directory directory, Place place, Instant now) {
        var connection = new LedgerConnection(entities, null);
        var ledger = new Ledger(entities, connection, directory, now, feed.isHeard());
        var ids = new OneOf("id", capacitiesOf(directory, place).toList());
        find(
                connection,
                Capacity.MAPPING,
                "where " + ids.condition(),
                ids.parameters(),
                ledger::look);
        return ledger.ports(place);
    }

    private static <T> void find(
            LedgerConnection connection,
            Mapping<?, T> mapping,
            String condition,
            List<?> values,
            Consumer<T> each) {
        var trip = new RoundTrip();
        add(trip, mapping, condition, values, each);
        connection.run(trip::run);
    }

    private static <T> void add(
            RoundTrip trip,
            Mapping<?, T> mapping,
            String condition,
            List<?> values,
            Consumer<T> each) {
        trip.add(
                mapping.select() + condition,
                values.stream().map(Ledgers::parameter).toList(),
                found -> Rows.read(found.getResultSet(), mapping, each));
    }

    private static void run(RoundTrip trip, Ledger ledger) {
        if (!trip.isEmpty()) {
            ledger.connection().run(trip::run);
        }
    }

    private static RoundTrip.Parameter parameter(Object value) {
        return (query, index) -> bind(query, index, value);
    }

    private static void bind(PreparedStatement query, int index, Object value) throws SQLException {
        if (value instanceof UUID[] several) {
            query.setArray(index, query.getConnection().createArrayOf("uuid", several));
        } else if (value instanceof Instant instant) {
            query.setObject(index, instant.atOffset(ZoneOffset.UTC));
        } else {
            query.setObject(index, value);
        }
    }

    private static Stream<Long> capacitiesOf(Directory directory, Stream<Place> places) {
        return places.distinct().flatMap(place -> capacitiesOf(directory, place)).distinct();
    }

    private static Stream<Long> capacitiesOf(Directory directory, Place place) {
        return Stream.concat(
                Stream.of(directory.pop(place.popId()).capacityId()),
                Stream.ofNullable(place.contractId())
                        .flatMap(contract -> ofContract(directory, contract, place.popId())));
    }

    private static Stream<Long> ofContract(Directory directory, long contract, long pop) {
        return Stream.concat(
                Stream.of(directory.contract(contract).capacityId()),
                directory.share(contract, pop).map(PopShare::capacityId).stream());
    }

    private static UUID[] pick(
            Collection<SessionKeys> keys, Function<SessionKeys, Optional<UUID>> key) {
        return keys.stream().flatMap(k -> key.apply(k).stream()).distinct().toArray(UUID[]::new);
    }

    /** A call stands where its attempt will. */
    private static UUID[] attempts(Collection<SessionKeys> keys) {
        return keys.stream()
                .flatMap(k -> Stream.concat(k.attempt().stream(), k.call().stream()))
                .distinct()
                .toArray(UUID[]::new);
    }
}
