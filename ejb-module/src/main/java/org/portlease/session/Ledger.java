package org.portlease.session;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;

/**
 * What one transaction holds locked: leases and capacity rows, and the usage records that it has
 * looked up. Sees its own changes at once. Lives as long as the transaction; one thread's.
 */
public final class Ledger {

    private final EntityManager entities;
    private final Directory directory;
    private final Instant now;
    private final Map<UUID, Lease> leases = new HashMap<>();
    private final Map<UUID, UUID> leaseOfKey = new HashMap<>();
    private final Map<UUID, UsageRecord> usage = new HashMap<>();
    private final Map<UUID, UsageRecord> usageOfSession = new HashMap<>();
    private final Map<Long, Capacity> capacities = new HashMap<>();

    Ledger(EntityManager entities, Directory directory, Instant now) {
        this.entities = entities;
        this.directory = directory;
        this.now = now;
    }

    /**
     * The open lease of the first key that one has: its id, session, State, attempt. An attempt
     * ends when its session starts: the same subscriber may then come a second time.
     */
    public Optional<Lease> lease(SessionKeys keys) {
        return keys.lease()
                .flatMap(this::lease)
                .or(() -> keys.session().flatMap(this::leaseOf))
                .or(() -> keys.state().flatMap(this::leaseOf))
                .or(() -> keys.attempt().flatMap(this::leaseOf));
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

    /** The capacity rows of a place, rolled to the current period. */
    public Ports ports(Place place) {
        return new Ports(
                capacity(directory.pop(place.popId()).capacityId()),
                place.contractId() == null
                        ? null
                        : contractCapacity(directory.contract(place.contractId())));
    }

    private Capacity contractCapacity(Contract contract) {
        Capacity capacity = capacity(contract.capacityId());
        capacity.rollTo(contract.periodStart(now));
        return capacity;
    }

    /** The keys less those that another open lease is known by. */
    public SessionKeys untaken(SessionKeys keys) {
        return new SessionKeys(
                keys.lease(),
                keys.session().filter(key -> leaseOf(key).isEmpty()),
                keys.attempt().filter(key -> leaseOf(key).isEmpty()),
                keys.state());
    }

    /** Takes the lease's port in its capacity rows, and keeps it. */
    public Lease take(Lease lease) {
        ports(lease.place()).take();
        entities.persist(lease);
        hold(lease);
        return lease;
    }

    /** Frees the port of a lease whose session never started. */
    public void release(Lease lease) {
        ports(lease.place()).free();
        remove(lease);
    }

    /** Frees the port of a session that has ended, and keeps its usage record. */
    public void close(Lease lease, UsageRecord record) {
        ports(lease.place()).free();
        remove(lease);
        keep(record);
    }

    /** Keeps a usage record that no lease was open for. */
    public void keep(UsageRecord record) {
        entities.persist(record);
        hold(record);
    }

    /** To be called when a held lease has got new keys. */
    public void rekey(Lease lease) {
        leaseOfKey.values().removeIf(lease.id()::equals);
        hold(lease);
    }

    void hold(Lease lease) {
        leases.put(lease.id(), lease);
        lease.sessionKey().ifPresent(key -> leaseOfKey.put(key, lease.id()));
        lease.stateKey().ifPresent(key -> leaseOfKey.put(key, lease.id()));
        lease.attemptKey().ifPresent(key -> leaseOfKey.put(key, lease.id()));
    }

    void hold(UsageRecord record) {
        usage.put(record.id(), record);
        record.sessionKey().ifPresent(key -> usageOfSession.put(key, record));
    }

    void hold(Capacity capacity) {
        capacities.put(capacity.id(), capacity);
    }

    Collection<Lease> leases() {
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
        entities.remove(lease);
    }
}
