package org.portlease.session;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
     * The open lease of the first key that one has: Class, session, State, attempt. An attempt ends
     * when its session starts: the same subscriber may then come a second time.
     */
    public Optional<Lease> lease(SessionKeys keys) {
        return keys.lease()
                .map(leases::get)
                .or(() -> keys.session().map(this::byKey))
                .or(() -> keys.state().map(this::byKey))
                .or(() -> keys.attempt().map(this::byKey).filter(Ledger::hasNotStarted));
    }

    private static boolean hasNotStarted(Lease lease) {
        return lease.state() != LeaseState.ACTIVE;
    }

    /** The usage record of a session that has been closed. */
    public Optional<UsageRecord> usage(SessionKeys keys) {
        return keys.lease().map(usage::get).or(() -> keys.session().map(usageOfSession::get));
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
                keys.session().filter(key -> byKey(key) == null),
                keys.attempt().filter(key -> byKey(key) == null),
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
    public void hold(Lease lease) {
        leases.put(lease.id(), lease);
        lease.sessionKey().ifPresent(key -> leaseOfKey.put(key, lease.id()));
        lease.stateKey().ifPresent(key -> leaseOfKey.put(key, lease.id()));
        lease.attemptKey().ifPresent(key -> leaseOfKey.put(key, lease.id()));
    }

    void hold(UsageRecord record) {
        usage.put(record.id(), record);
        if (record.sessionKey() != null) {
            usageOfSession.put(record.sessionKey(), record);
        }
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

    private @Nullable Lease byKey(UUID key) {
        UUID id = leaseOfKey.get(key);
        return id == null ? null : leases.get(id);
    }
}
