package org.portlease.session;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;

/**
 * What one transaction holds locked: leases and capacity rows, and the usage records that it has
 * looked up. Sees its own changes at once. Lives as long as the transaction; one thread's.
 */
public final class Ledger {

    private final EntityManager entities;
    private final LedgerConnection connection;
    private final Directory directory;
    private final Instant now;
    private final boolean heard;
    private final Map<UUID, Lease> leases = new HashMap<>();
    private final Map<UUID, UUID> leaseOfKey = new HashMap<>();
    private final Map<UUID, List<UUID>> keysOfLease = new HashMap<>();
    private final Map<UUID, UsageRecord> usage = new HashMap<>();
    private final Map<UUID, UsageRecord> usageOfSession = new HashMap<>();
    private final Map<Long, Capacity> capacities = new HashMap<>();
    private final Rows<UUID, Lease> leaseRows = new Rows<>(Lease.MAPPING);
    private final Rows<UUID, UsageRecord> usageRows = new Rows<>(UsageRecord.MAPPING);
    private final Rows<Long, Capacity> capacityRows = new Rows<>(Capacity.MAPPING);
    private final Set<UUID> saidLate = new HashSet<>();

    /**
     * @param heard whether somebody listens to what happens to sessions
     */
    Ledger(
            EntityManager entities,
            LedgerConnection connection,
            Directory directory,
            Instant now,
            boolean heard) {
        this.entities = entities;
        this.connection = connection;
        this.directory = directory;
        this.now = now;
        this.heard = heard;
    }

    /**
     * The open lease of the first key that one has: its id, session, State, line, attempt, call. An
     * attempt ends when its session starts: the same subscriber may then come a second time.
     */
    public Optional<Lease> lease(SessionKeys keys) {
        return keys.lease()
                .flatMap(this::lease)
                .or(() -> keys.session().flatMap(this::leaseOf))
                .or(() -> keys.state().flatMap(this::leaseOf))
                .or(() -> keys.line().flatMap(this::leaseOf))
                .or(() -> keys.attempt().flatMap(this::leaseOf))
                .or(() -> calls(keys).findFirst());
    }

    /** The leases of calls that the attempt may have been. */
    public Stream<Lease> calls(SessionKeys keys) {
        return keys.call().stream().flatMap(key -> leaseOf(key).stream()).filter(Lease::isForCall);
    }

    public Optional<Lease> lease(UUID id) {
        return Optional.ofNullable(leases.get(id));
    }

    /** The open lease with this session, State or attempt. */
    public Optional<Lease> leaseOf(UUID key) {
        return Optional.ofNullable(leaseOfKey.get(key)).flatMap(this::lease);
    }

    /** The usage record of a lease that has been closed. */
    public Optional<UsageRecord> usage(UUID lease) {
        return Optional.ofNullable(usage.get(lease));
    }

    /** The latest usage record of a session. */
    public Optional<UsageRecord> usageOf(UUID session) {
        return Optional.ofNullable(usageOfSession.get(session));
    }

    /** Other open leases at the NAS's port. */
    public List<Lease> othersAt(UUID port, Optional<Lease> own) {
        return leases.values().stream()
                .filter(lease -> lease.keys().port().filter(port::equals).isPresent())
                .filter(lease -> own.filter(mine -> mine.id().equals(lease.id())).isEmpty())
                .toList();
    }

    /** Another open lease of the bundle that holds a port for the place's owner there. */
    public Optional<Lease> holderOf(UUID bundle, Place place, UUID own) {
        return ofBundle(bundle)
                .filter(lease -> lease.use().portHeld() && !lease.id().equals(own))
                .filter(lease -> lease.place().sharesPortsWith(place))
                .findAny();
    }

    private Stream<Lease> ofBundle(UUID bundle) {
        return leases.values().stream()
                .filter(lease -> lease.keys().bundle().filter(bundle::equals).isPresent());
    }

    /** The capacity rows of a place, rolled to the current period and five minutes. */
    public Ports ports(Place place) {
        Capacity pop = capacity(directory.pop(place.popId()).capacityId());
        Long contractId = place.contractId();
        if (contractId == null) {
            return new Ports(pop, null);
        }
        Contract contract = directory.contract(contractId);
        Capacity counted = capacity(contract.capacityId());
        counted.rollTo(contract.periodStart(now));
        return new Ports(
                pop,
                counted,
                directory
                        .share(contractId, place.popId())
                        .map(share -> capacity(share.capacityId()))
                        .orElse(null));
    }

    /** The keys less those that another open lease is known by. */
    public SessionKeys untaken(SessionKeys keys) {
        return new SessionKeys(
                keys.lease(),
                keys.session().filter(key -> leaseOf(key).isEmpty()),
                keys.attempt().filter(key -> leaseOf(key).isEmpty()),
                keys.state(),
                keys.line(),
                keys.port(),
                keys.bundle(),
                keys.call().stream().filter(key -> leaseOf(key).isEmpty()).toList());
    }

    /** Takes the lease's port in its capacity rows, and keeps it. */
    public Lease take(Lease lease) {
        if (lease.use().portHeld()) {
            ports(lease.place()).take(lease.use());
        }
        hold(lease);
        return lease;
    }

    /** Gives back the port of a lease whose session never started. */
    public void release(Lease lease, ReleaseCause cause) {
        withdraw(lease);
        free(lease);
        remove(lease);
        entities.persist(lease.release(now, cause));
    }

    /** Promises connection time to a lease, in place of what was promised to it. */
    public void promise(Lease lease, long seconds) {
        withdraw(lease);
        lease.allow(seconds);
        Ports ports = ports(lease.place());
        lease.startedAt()
                .ifPresentOrElse(
                        start -> ports.time(row -> row.promiseUntil(start.plusSeconds(seconds))),
                        () -> ports.time(row -> row.promise(seconds)));
    }

    /** Takes back what was promised to a lease, if anything. */
    public void withdraw(Lease lease) {
        if (lease.allowance().isEmpty()) {
            return;
        }
        long seconds = lease.allowance().getAsLong();
        Ports ports = ports(lease.place());
        lease.startedAt()
                .ifPresentOrElse(
                        start -> ports.time(row -> row.withdrawUntil(start.plusSeconds(seconds))),
                        () -> ports.time(row -> row.withdraw(seconds)));
        lease.allow(null);
    }

    /** The lease's session begins, and counts from now on. */
    public void begin(Lease lease, Instant at, SessionKeys keys, @Nullable String acctSessionId) {
        OptionalLong promised = lease.allowance();
        SessionKeys free = untaken(keys);
        withdraw(lease);
        lease.start(at, free, acctSessionId);
        ports(lease.place()).sessionOpened(at);
        promised.ifPresent(seconds -> promise(lease, seconds));
        rekey(lease);
        shareWithBundle(lease);
        if (heard) {
            entities.persist(SessionEvent.started(lease, at));
        }
    }

    /** What is found to be a further link gives back the port that it took as a session. */
    private void shareWithBundle(Lease lease) {
        boolean shared =
                lease.use().portHeld()
                        && lease.keys()
                                .bundle()
                                .flatMap(key -> holderOf(key, lease.place(), lease.id()))
                                .isPresent();
        if (shared) {
            ports(lease.place()).free(lease.use());
            lease.use(lease.use().withoutPort());
        }
    }

    /** The call's Access-Request has come: its lease is known by that one's keys. */
    public void answerCall(
            Lease lease, SessionKeys keys, @Nullable String acctSessionId, Origin origin) {
        SessionKeys free = untaken(keys);
        lease.answered(free, acctSessionId, origin);
        rekey(lease);
    }

    /** Frees the port of a session that has ended, counts it, and keeps its usage record. */
    public void close(Lease lease, UsageRecord record) {
        withdraw(lease);
        Ports ports = ports(lease.place());
        long seconds = record.metering().sessionSeconds();
        if (lease.startedAt().isPresent()) {
            ports.sessionClosed(lease.startedAt().get(), seconds);
        } else {
            ports.addClosed(record.startedAt(), seconds);
        }
        free(lease);
        remove(lease);
        if (lease.isNamedByClass() && record.endCause() == EndCause.STOP) {
            record.findByClass(now);
        }
        keep(record);
    }

    /** Counts and keeps the usage record of a session that no lease was open for. */
    public void addClosed(UsageRecord record) {
        ports(record.place()).addClosed(record.startedAt(), record.metering().sessionSeconds());
        keep(record);
    }

    /** Puts what the Stop says in the place of an estimate. */
    public void settle(
            UsageRecord record,
            Instant stoppedAt,
            Metering total,
            @Nullable Integer terminateCause) {
        ports(record.place())
                .correctClosed(
                        record.startedAt(),
                        record.metering().sessionSeconds(),
                        total.sessionSeconds());
        record.settle(stoppedAt, total, terminateCause, now);
        saysMore(record);
    }

    /** Puts a later interim in the place of an estimate. */
    public void raise(UsageRecord record, Metering total) {
        ports(record.place())
                .correctClosed(
                        record.startedAt(),
                        record.metering().sessionSeconds(),
                        total.sessionSeconds());
        record.raise(total);
        saysMore(record);
    }

    /** A session whose end was estimated goes on: it has a lease and a port again. */
    public Lease reopen(UsageRecord record, SessionKeys keys, @Nullable String acctSessionId) {
        Ports ports = ports(record.place());
        ports.sessionReopened(record.startedAt(), record.metering().sessionSeconds());
        Lease lease = Lease.reopened(record, untaken(keys), acctSessionId, now);
        boolean linked =
                keys.bundle().flatMap(key -> holderOf(key, lease.place(), lease.id())).isPresent();
        lease.use(linked ? lease.use().withoutPort() : lease.use().withPortOf(lease.use()));
        if (!linked) {
            ports.take(lease.use());
        }
        usage.remove(record.id());
        usageOfSession.values().remove(record);
        hold(lease);
        if (heard) {
            entities.persist(SessionEvent.started(lease, now));
        }
        return lease;
    }

    private void keep(UsageRecord record) {
        record.found(now);
        file(record);
        if (isLate(record)) {
            record.markAfterCut();
        }
        hold(record);
        if (heard) {
            entities.persist(SessionEvent.ended(record));
        }
    }

    /** What is known says something new. Written even where it was marked when it was read. */
    private void saysMore(UsageRecord record) {
        file(record);
        if (isLate(record)) {
            record.markAfterCut();
            saidLate.add(record.id());
        }
    }

    /** Decided under the capacity row's lock: a close of the period has either seen it, or not. */
    private boolean isLate(UsageRecord record) {
        Capacity contract = ports(record.place()).contract();
        return contract != null && contract.isCutAfter(record.stoppedAt());
    }

    /** So is which daily file has what the record says now. */
    private void file(UsageRecord record) {
        Capacity contract = ports(record.place()).contract();
        if (contract != null) {
            record.fileIn(contract.fileOf(record.stoppedAt()));
        }
    }

    /** The port goes back, or to another link of the bundle that has shared it. */
    private void free(Lease lease) {
        if (!lease.use().portHeld()) {
            return;
        }
        Optional<Lease> heir =
                lease.keys().bundle().stream()
                        .flatMap(this::ofBundle)
                        .filter(link -> !link.id().equals(lease.id()) && !link.use().portHeld())
                        .filter(link -> link.place().sharesPortsWith(lease.place()))
                        .findAny();
        if (heir.isPresent()) {
            heir.get().use(heir.get().use().withPortOf(lease.use()));
        } else {
            ports(lease.place()).free(lease.use());
        }
    }

    /** To be called when a held lease has got new keys. */
    public void rekey(Lease lease) {
        forgetKeys(lease);
        hold(lease);
    }

    /** A row that has been read, and is locked. */
    void read(Lease lease) {
        if (!leases.containsKey(lease.id())) {
            leaseRows.stored(lease);
            hold(lease);
        }
    }

    /** A row that has been read. */
    void read(UsageRecord record) {
        usageRows.stored(record);
        hold(record);
    }

    /** A row that has been read, and is locked. */
    void read(Capacity capacity) {
        capacityRows.stored(capacity);
        look(capacity);
        capacity.slotTo(now).ifPresent(entities::persist);
    }

    private void hold(Lease lease) {
        List<UUID> keys = lease.keys().own().toList();
        leases.put(lease.id(), lease);
        keysOfLease.put(lease.id(), keys);
        keys.forEach(key -> leaseOfKey.put(key, lease.id()));
    }

    private void forgetKeys(Lease lease) {
        keysOfLease
                .getOrDefault(lease.id(), List.of())
                .forEach(key -> leaseOfKey.remove(key, lease.id()));
    }

    private void hold(UsageRecord record) {
        usage.put(record.id(), record);
        record.sessionKey().ifPresent(key -> usageOfSession.put(key, record));
    }

    /** The ids of the capacity rows that it has locked. */
    SortedSet<Long> lockedCapacities() {
        return new TreeSet<>(capacities.keySet());
    }

    /** A row that is only looked at. */
    void look(Capacity capacity) {
        capacities.put(capacity.id(), capacity);
    }

    /**
     * Writes what has changed, so that a failed write is seen here, with its cause. What is not
     * written by then is at the transaction's end.
     */
    public void write() {
        connection.run(this::write);
    }

    Instant now() {
        return now;
    }

    LedgerConnection connection() {
        return connection;
    }

    private void write(Connection open) throws SQLException {
        Difference ofLeases = leaseRows.difference(leases.values());
        Difference ofUsage = usageRows.difference(usage.values());
        Difference ofCapacities = capacityRows.difference(capacities.values());
        List<Difference> differences =
                Stream.of(ofLeases, ofUsage, ofCapacities)
                        .filter(difference -> !difference.isEmpty())
                        .toList();
        if (!differences.isEmpty()) {
            RowWriter.of(open).write(open, differences);
            leaseRows.written(ofLeases);
            usageRows.written(ofUsage);
            capacityRows.written(ofCapacities);
        }
        if (!saidLate.isEmpty()) {
            markLate(open);
        }
    }

    private void markLate(Connection open) throws SQLException {
        try (PreparedStatement mark =
                open.prepareStatement(
                        "update usage_record set after_cut = true where id = any(?)")) {
            mark.setArray(1, open.createArrayOf("uuid", saidLate.toArray()));
            mark.executeUpdate();
        }
        saidLate.clear();
    }

    /** All that it holds. */
    public Collection<Lease> leases() {
        return leases.values();
    }

    private Capacity capacity(long id) {
        Capacity capacity = capacities.get(id);
        if (capacity == null) {
            throw new IllegalStateException("capacity " + id + " is not locked");
        }
        return capacity;
    }

    private void remove(Lease lease) {
        leases.remove(lease.id());
        forgetKeys(lease);
    }
}
