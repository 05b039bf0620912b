package org.portlease.setup;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.BillingCycle;
import org.portlease.event.Webhook;
import org.portlease.event.Webhooks;
import org.portlease.json.FieldException;
import org.portlease.provider.AttributeDictionary;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.Installation;
import org.portlease.provider.Nas;
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.Pop;
import org.portlease.provider.Provider;
import org.portlease.provider.Subscriber;
import org.portlease.secret.KeyRing;
import org.portlease.secret.PasswordDigest;
import org.portlease.setup.World.NasEntry;
import org.portlease.setup.World.PopEntry;
import org.portlease.setup.World.RuleEntry;
import org.portlease.setup.World.SubscriberEntry;
import org.portlease.setup.World.WebhookEntry;

/**
 * Brings a world into the database: creates what is not there yet, by name, and leaves what is.
 * Runs in the caller's transaction, under a lock on the installation row, so that nodes which start
 * together create nothing twice.
 */
final class WorldLoader {

    private final WorldStore store;
    private final ProviderLoader providers;
    private final Webhooks webhooks;

    WorldLoader(EntityManager entities, KeyRing keys, Clock clock, AttributeDictionary dictionary) {
        this.store = new WorldStore(entities, keys, clock);
        this.providers = new ProviderLoader(store, dictionary);
        this.webhooks = new Webhooks(entities);
    }

    /**
     * @return whether the database changed
     * @throws FieldException where an entry names what does not exist, or contradicts what does
     */
    boolean load(World world) {
        Installation installation =
                store.entities()
                        .find(Installation.class, Installation.ID, LockModeType.PESSIMISTIC_WRITE);
        settle(installation, world);
        new BillingLoader(store).create(installation, world.billing());
        world.pops().forEach(this::create);
        world.providers().forEach(providers::create);
        world.masterHomeServers().forEach(entry -> providers.create(null, entry));
        world.nases().forEach(this::create);
        world.rules().forEach(this::create);
        world.subscribers().forEach(this::create);
        world.webhooks().forEach(this::create);
        if (store.isChanged()) {
            installation.raiseConfigVersion();
        }
        return store.isChanged();
    }

    private void settle(Installation installation, World world) {
        if (installation.world().isEmpty()) {
            installation.claimFor(world.name());
            store.change();
        }
        var master = world.master().orElse(installation.master());
        boolean callingStation =
                world.callingStationToMaster().orElse(installation.callingStationToMaster());
        if (master != installation.master()
                || callingStation != installation.callingStationToMaster()) {
            installation.useMaster(master, callingStation);
            store.change();
        }
        var order = world.identificationOrder();
        if (!order.isEmpty() && !order.equals(installation.identificationOrder())) {
            WorldStore.checked("identificationOrder", () -> installation.identifyBy(order));
            store.change();
        }
    }

    private void create(PopEntry entry) {
        if (store.named(Pop.class, entry.name()).isEmpty()) {
            long capacity = store.newCapacity(entry.ports(), BillingCycle.months(ZoneOffset.UTC));
            store.persist(
                    entry.path(),
                    () -> {
                        Pop pop = Pop.of(entry.name(), capacity, entry.reservedPorts());
                        pop.groupAs(entry.billingGroup().orElse(null));
                        return pop;
                    });
        }
    }

    private void create(NasEntry entry) {
        if (store.named(Nas.class, entry.name()).isPresent()) {
            return;
        }
        Pop pop = store.known(Pop.class, entry.path() + ".pop", entry.pop());
        Provider visited =
                entry.visitedProvider()
                        .map(
                                name ->
                                        store.known(
                                                Provider.class,
                                                entry.path() + ".visitedProvider",
                                                name))
                        .orElse(null);
        store.persist(
                entry.path(),
                () ->
                        Nas.of(
                                entry.name(),
                                pop,
                                entry.network(),
                                store.encrypted(entry.secret()),
                                entry.manner(),
                                entry.sessions(),
                                visited));
    }

    private void create(RuleEntry entry) {
        Nas nas =
                entry.nas()
                        .map(name -> store.known(Nas.class, entry.path() + ".nas", name))
                        .orElse(null);
        Long contractId =
                entry.provider()
                        .map(name -> store.contractId(entry.path() + ".provider", name))
                        .orElse(null);
        IdentificationRule rule =
                WorldStore.checked(entry.path(), () -> rule(entry, nas, contractId));
        boolean known =
                store
                        .entities()
                        .createQuery(
                                "select r from IdentificationRule r where r.pattern = :pattern",
                                IdentificationRule.class)
                        .setParameter("pattern", rule.pattern())
                        .getResultList()
                        .stream()
                        .anyMatch(rule::asksTheSameAs);
        if (!known) {
            store.persist(entry.path(), () -> rule);
        }
    }

    private static IdentificationRule rule(
            RuleEntry entry, @Nullable Nas nas, @Nullable Long contractId) {
        return entry.overflow() && contractId != null
                ? IdentificationRule.ofOverflow(entry.match(), entry.pattern(), nas, contractId)
                : IdentificationRule.of(
                        entry.kind(), entry.match(), entry.pattern(), nas, contractId);
    }

    private void create(SubscriberEntry entry) {
        boolean known =
                !store.entities()
                        .createQuery(
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
                            : store.encrypted(password);
            store.persist(
                    entry.path(),
                    () -> Subscriber.of(entry.identifier(), entry.scheme(), kept, entry.active()));
        }
    }

    private void create(WebhookEntry entry) {
        Provider provider =
                entry.provider()
                        .map(name -> store.known(Provider.class, entry.path() + ".provider", name))
                        .orElse(null);
        Webhook webhook =
                WorldStore.checked(
                        entry.path(),
                        () ->
                                Webhook.of(
                                        entry.url(),
                                        store.encrypted(entry.secret()),
                                        provider,
                                        entry.types()));
        if (!webhooks.isKnown(webhook.url(), webhook.providerId())) {
            webhooks.register(webhook, store.now());
            store.change();
        }
    }
}
