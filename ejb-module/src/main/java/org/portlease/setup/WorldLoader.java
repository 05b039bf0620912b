package org.portlease.setup;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.BillingMonths;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.contract.VirtualSubscriber;
import org.portlease.provider.HomeServer;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.Installation;
import org.portlease.provider.Nas;
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.Pop;
import org.portlease.provider.Provider;
import org.portlease.provider.Subscriber;
import org.portlease.secret.KeyRing;
import org.portlease.secret.PasswordDigest;
import org.portlease.session.Capacity;
import org.portlease.setup.World.ContractEntry;
import org.portlease.setup.World.NasEntry;
import org.portlease.setup.World.PopEntry;
import org.portlease.setup.World.ProviderEntry;
import org.portlease.setup.World.RuleEntry;
import org.portlease.setup.World.ServerEntry;
import org.portlease.setup.World.SubscriberEntry;

/**
 * Brings a world into the database: creates what is not there yet, by name, and leaves what is.
 * Runs in the caller's transaction, under a lock on the installation row, so that nodes which start
 * together create nothing twice.
 */
final class WorldLoader {

    private final EntityManager entities;
    private final KeyRing keys;
    private final Clock clock;
    private boolean changed;

    WorldLoader(EntityManager entities, KeyRing keys, Clock clock) {
        this.entities = entities;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * @return whether the database changed
     * @throws WorldException where an entry names what does not exist, or contradicts what does
     */
    boolean load(World world) {
        Installation installation =
                entities.find(Installation.class, Installation.ID, LockModeType.PESSIMISTIC_WRITE);
        changed = false;
        settle(installation, world);
        world.pops().forEach(this::create);
        world.providers().forEach(this::create);
        world.masterHomeServers().forEach(entry -> create(null, entry));
        world.nases().forEach(this::create);
        world.rules().forEach(this::create);
        world.subscribers().forEach(this::create);
        if (changed) {
            installation.raiseConfigVersion();
        }
        return changed;
    }

    private void settle(Installation installation, World world) {
        if (installation.world().isEmpty()) {
            installation.claimFor(world.name());
            changed = true;
        }
        var master = world.master().orElse(installation.master());
        boolean callingStation =
                world.callingStationToMaster().orElse(installation.callingStationToMaster());
        if (master != installation.master()
                || callingStation != installation.callingStationToMaster()) {
            installation.useMaster(master, callingStation);
            changed = true;
        }
        var order = world.identificationOrder();
        if (!order.isEmpty() && !order.equals(installation.identificationOrder())) {
            checked("identificationOrder", () -> installation.identifyBy(order));
            changed = true;
        }
    }

    private void create(PopEntry entry) {
        if (named(Pop.class, entry.name()).isEmpty()) {
            long capacity = newCapacity(entry.ports(), ZoneOffset.UTC);
            persist(entry.path(), () -> Pop.of(entry.name(), capacity, 0));
        }
    }

    private void create(ProviderEntry entry) {
        Provider provider =
                named(Provider.class, entry.name())
                        .orElseGet(() -> persist(entry.path(), () -> Provider.named(entry.name())));
        entry.contract().ifPresent(contract -> create(provider, contract));
        entry.homeServers().forEach(server -> create(provider, server));
    }

    private void create(Provider provider, ContractEntry entry) {
        if (contractOf(provider).isPresent()) {
            return;
        }
        long capacity = newCapacity(entry.ports(), entry.terms().zone());
        VirtualSubscriber virtual =
                checked(
                        entry.path(),
                        () ->
                                new VirtualSubscriber(
                                        entry.virtualIdentifier(),
                                        encrypted(entry.virtualPassword())));
        Contract contract =
                persist(
                        entry.path(),
                        () -> Contract.conclude(provider, capacity, virtual, entry.terms()));
        contract.charge(new Money(entry.balance(), entry.terms().ratePerHour().currency()));
        switch (entry.status()) {
            case ACTIVE -> {}
            case SUSPENDED -> contract.suspend();
            case TERMINATED -> contract.terminate();
        }
    }

    private void create(@Nullable Provider owner, ServerEntry entry) {
        boolean known =
                entities
                        .createQuery("select h from HomeServer h", HomeServer.class)
                        .getResultList()
                        .stream()
                        .anyMatch(server -> server.standsAt(owner, entry.location()));
        if (!known) {
            byte[] secret = encrypted(entry.secret());
            persist(
                    entry.path(),
                    () ->
                            owner == null
                                    ? HomeServer.ofMaster(entry.location(), secret, entry.manner())
                                    : HomeServer.ofProvider(
                                            owner, entry.location(), secret, entry.manner()));
        }
    }

    private void create(NasEntry entry) {
        if (named(Nas.class, entry.name()).isPresent()) {
            return;
        }
        Pop pop = known(Pop.class, entry.path() + ".pop", entry.pop());
        Provider visited =
                entry.visitedProvider()
                        .map(name -> known(Provider.class, entry.path() + ".visitedProvider", name))
                        .orElse(null);
        persist(
                entry.path(),
                () ->
                        Nas.of(
                                entry.name(),
                                pop,
                                entry.network(),
                                encrypted(entry.secret()),
                                entry.manner(),
                                Nas.Sessions.USUAL,
                                visited));
    }

    private void create(RuleEntry entry) {
        Nas nas =
                entry.nas().map(name -> known(Nas.class, entry.path() + ".nas", name)).orElse(null);
        Long contractId =
                entry.provider()
                        .map(name -> contractId(entry.path() + ".provider", name))
                        .orElse(null);
        IdentificationRule rule =
                checked(
                        entry.path(),
                        () ->
                                IdentificationRule.of(
                                        entry.kind(),
                                        entry.match(),
                                        entry.pattern(),
                                        nas,
                                        contractId));
        boolean known =
                entities
                        .createQuery(
                                "select r from IdentificationRule r where r.pattern = :pattern",
                                IdentificationRule.class)
                        .setParameter("pattern", rule.pattern())
                        .getResultList()
                        .stream()
                        .anyMatch(rule::asksTheSameAs);
        if (!known) {
            persist(entry.path(), () -> rule);
        }
    }

    private void create(SubscriberEntry entry) {
        boolean known =
                !entities.createQuery(
                                "select s from Subscriber s where s.identifier = :identifier",
                                Subscriber.class)
                        .setParameter("identifier", Subscriber.lookUpForm(entry.identifier()))
                        .getResultList()
                        .isEmpty();
        if (!known) {
            byte[] password = entry.password().getBytes(StandardCharsets.UTF_8);
            byte[] kept =
                    entry.scheme() == PasswordScheme.PBKDF2
                            ? PasswordDigest.of(password)
                            : keys.encrypt(password);
            persist(
                    entry.path(),
                    () -> Subscriber.of(entry.identifier(), entry.scheme(), kept, entry.active()));
        }
    }

    private long newCapacity(int ports, ZoneId zone) {
        Capacity capacity = Capacity.of(ports, new BillingMonths(zone).startOf(clock.instant()));
        entities.persist(capacity);
        return capacity.id();
    }

    private long contractId(String path, String providerName) {
        return contractOf(known(Provider.class, path, providerName))
                .orElseThrow(() -> new WorldException(path, providerName + " has no contract"))
                .id();
    }

    private Optional<Contract> contractOf(Provider provider) {
        return entities.createQuery(
                        "select c from Contract c where c.providerId = :id", Contract.class)
                .setParameter("id", provider.id())
                .getResultStream()
                .findFirst();
    }

    private <E> Optional<E> named(Class<E> type, String name) {
        String query = "select e from " + type.getSimpleName() + " e where e.name = :name";
        return entities.createQuery(query, type)
                .setParameter("name", name)
                .getResultStream()
                .findFirst();
    }

    private <E> E known(Class<E> type, String path, String name) {
        return named(type, name)
                .orElseThrow(
                        () ->
                                new WorldException(
                                        path,
                                        "expected the name of a "
                                                + type.getSimpleName()
                                                + ", but there is none named '"
                                                + name
                                                + "'"));
    }

    private byte[] encrypted(String secret) {
        return keys.encrypt(secret.getBytes(StandardCharsets.UTF_8));
    }

    private <E> E persist(String path, Supplier<E> entity) {
        E created = checked(path, entity);
        try {
            entities.persist(created);
            entities.flush();
        } catch (PersistenceException e) {
            throw new WorldException(
                    path, "contradicts what is there already: " + e.getMessage(), e);
        }
        changed = true;
        return created;
    }

    private static void checked(String path, Runnable action) {
        checked(
                path,
                () -> {
                    action.run();
                    return path;
                });
    }

    /** Puts the path before what a value's own check says. */
    private static <T> T checked(String path, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException e) {
            throw new WorldException(path, String.valueOf(e.getMessage()), e);
        }
    }
}
