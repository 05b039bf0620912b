package org.portlease.setup;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import org.portlease.contract.BillingCycle;
import org.portlease.contract.Contract;
import org.portlease.json.FieldException;
import org.portlease.provider.Provider;
import org.portlease.secret.KeyRing;
import org.portlease.session.Capacity;

/**
 * The database as a world meets it: what is there already, by name, and what is added. One
 * transaction's.
 */
final class WorldStore {

    private final EntityManager entities;
    private final KeyRing keys;
    private final Clock clock;
    private boolean changed;

    WorldStore(EntityManager entities, KeyRing keys, Clock clock) {
        this.entities = entities;
        this.keys = keys;
        this.clock = clock;
    }

    EntityManager entities() {
        return entities;
    }

    /** Whether anything was added or altered. */
    boolean isChanged() {
        return changed;
    }

    void change() {
        changed = true;
    }

    Instant now() {
        return clock.instant();
    }

    /** The day that it is there. */
    LocalDate today(ZoneId zone) {
        return clock.instant().atZone(zone).toLocalDate();
    }

    /** A new row that counts ports, and the connection time of periods. */
    long newCapacity(int ports, BillingCycle cycle) {
        Capacity capacity = Capacity.of(ports, cycle.startOf(clock.instant()));
        entities.persist(capacity);
        return capacity.id();
    }

    long contractId(String path, String providerName) {
        return contractOf(known(Provider.class, path, providerName))
                .orElseThrow(() -> new FieldException(path, providerName + " has no contract"))
                .id();
    }

    /** The last that it has concluded: those before are terminated. */
    Optional<Contract> contractOf(Provider provider) {
        return entities
                .createQuery(
                        "select c from Contract c where c.providerId = :id order by c.id desc",
                        Contract.class)
                .setParameter("id", provider.id())
                .getResultList()
                .stream()
                .findFirst();
    }

    <E> Optional<E> named(Class<E> type, String name) {
        String query = "select e from " + type.getSimpleName() + " e where e.name = :name";
        return entities.createQuery(query, type).setParameter("name", name).getResultList().stream()
                .findFirst();
    }

    <E> E known(Class<E> type, String path, String name) {
        return named(type, name)
                .orElseThrow(
                        () ->
                                new FieldException(
                                        path,
                                        "expected the name of a "
                                                + type.getSimpleName()
                                                + ", but there is none named '"
                                                + name
                                                + "'"));
    }

    byte[] encrypted(String secret) {
        return encrypted(secret.getBytes(StandardCharsets.UTF_8));
    }

    <E> E persist(String path, Supplier<E> entity) {
        E created = checked(path, entity);
        try {
            entities.persist(created);
            entities.flush();
        } catch (PersistenceException e) {
            throw new FieldException(
                    path, "contradicts what is there already: " + e.getMessage(), e);
        }
        changed = true;
        return created;
    }

    static void checked(String path, Runnable action) {
        checked(
                path,
                () -> {
                    action.run();
                    return path;
                });
    }

    /** Puts the path before what a value's own check says. */
    static <T> T checked(String path, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new FieldException(path, String.valueOf(e.getMessage()), e);
        }
    }

    byte[] encrypted(byte[] secret) {
        return keys.encrypt(secret);
    }
}
