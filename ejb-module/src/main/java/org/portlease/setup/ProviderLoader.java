package org.portlease.setup;

import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.contract.VirtualSubscriber;
import org.portlease.provider.HomeServer;
import org.portlease.provider.Provider;
import org.portlease.setup.World.ContractEntry;
import org.portlease.setup.World.ProviderEntry;
import org.portlease.setup.World.ServerEntry;

/** Brings client providers into the database, with their contracts and their home servers. */
final class ProviderLoader {

    private final WorldStore store;

    ProviderLoader(WorldStore store) {
        this.store = store;
    }

    void create(ProviderEntry entry) {
        Provider provider =
                store.named(Provider.class, entry.name())
                        .orElseGet(
                                () ->
                                        store.persist(
                                                entry.path(), () -> Provider.named(entry.name())));
        entry.contract().ifPresent(contract -> create(provider, contract));
        entry.homeServers().forEach(server -> create(provider, server));
    }

    private void create(Provider provider, ContractEntry entry) {
        if (store.contractOf(provider).isPresent()) {
            return;
        }
        long capacity = store.newCapacity(entry.ports(), entry.terms().zone());
        VirtualSubscriber virtual =
                WorldStore.checked(
                        entry.path(),
                        () ->
                                new VirtualSubscriber(
                                        entry.virtualIdentifier(),
                                        store.encrypted(entry.virtualPassword())));
        Contract contract =
                store.persist(
                        entry.path(),
                        () -> Contract.conclude(provider, capacity, virtual, entry.terms()));
        contract.charge(new Money(entry.balance(), entry.terms().ratePerHour().currency()));
        switch (entry.status()) {
            case ACTIVE -> {}
            case SUSPENDED -> contract.suspend();
            case TERMINATED -> contract.terminate();
        }
    }

    void create(@Nullable Provider owner, ServerEntry entry) {
        boolean known =
                store
                        .entities()
                        .createQuery("select h from HomeServer h", HomeServer.class)
                        .getResultList()
                        .stream()
                        .anyMatch(server -> server.standsAt(owner, entry.location()));
        if (!known) {
            byte[] secret = store.encrypted(entry.secret());
            store.persist(
                    entry.path(),
                    () ->
                            owner == null
                                    ? HomeServer.ofMaster(entry.location(), secret, entry.manner())
                                    : HomeServer.ofProvider(
                                            owner, entry.location(), secret, entry.manner()));
        }
    }
}
