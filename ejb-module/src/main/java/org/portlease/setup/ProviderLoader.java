package org.portlease.setup;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.AddedAttribute;
import org.portlease.contract.BillingCycle;
import org.portlease.contract.Contract;
import org.portlease.contract.PopShare;
import org.portlease.contract.VirtualSubscriber;
import org.portlease.invoice.PartyJson;
import org.portlease.provider.AttributeDictionary;
import org.portlease.provider.AttributeRule;
import org.portlease.provider.HomeServer;
import org.portlease.provider.Pop;
import org.portlease.provider.Provider;
import org.portlease.setup.World.AdditionEntry;
import org.portlease.setup.World.ContractEntry;
import org.portlease.setup.World.PassageEntry;
import org.portlease.setup.World.ProviderEntry;
import org.portlease.setup.World.ServerEntry;
import org.portlease.setup.World.ShareEntry;

/** Brings client providers into the database, with their contracts, shares and home servers. */
final class ProviderLoader {

    private static final long EVERYWHERE = 0;

    private final WorldStore store;
    private final AttributeDictionary dictionary;
    private final BillingLoader billing;

    ProviderLoader(WorldStore store, AttributeDictionary dictionary) {
        this.store = store;
        this.dictionary = dictionary;
        this.billing = new BillingLoader(store);
    }

    void create(ProviderEntry entry) {
        Provider provider =
                store.named(Provider.class, entry.name())
                        .orElseGet(
                                () ->
                                        store.persist(
                                                entry.path(), () -> Provider.named(entry.name())));
        entry.party()
                .filter(party -> provider.party().isEmpty())
                .ifPresent(
                        party -> {
                            provider.invoiceTo(PartyJson.write(party));
                            store.change();
                        });
        entry.contract().ifPresent(contract -> create(provider, contract));
        entry.homeServers().forEach(server -> create(provider, server));
        create(provider, entry.passages());
    }

    private void create(Provider provider, ContractEntry entry) {
        Contract contract = store.contractOf(provider).orElseGet(() -> conclude(provider, entry));
        entry.shares().forEach(share -> create(contract, share));
        create(contract, entry.additions());
    }

    private Contract conclude(Provider provider, ContractEntry entry) {
        long capacity =
                store.newCapacity(
                        entry.ports(),
                        new BillingCycle(
                                entry.billing().length(),
                                entry.billing().day(),
                                entry.terms().zone()));
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
        contract.agreeOn(entry.conditions());
        billing.conclude(provider, contract, entry);
        switch (entry.status()) {
            case ACTIVE -> {}
            case SUSPENDED -> contract.suspend();
            case TERMINATED -> contract.terminate();
        }
        return contract;
    }

    private void create(Contract contract, ShareEntry entry) {
        Pop pop = store.known(Pop.class, entry.path() + ".pop", entry.pop());
        boolean known = sharesOf(contract).stream().anyMatch(share -> share.popId() == pop.id());
        if (!known) {
            long capacity = store.newCapacity(entry.ports(), contract.cycle());
            store.persist(entry.path(), () -> PopShare.of(contract, pop, capacity));
        }
    }

    private List<PopShare> sharesOf(Contract contract) {
        return store.entities()
                .createQuery("select s from PopShare s where s.contractId = :id", PopShare.class)
                .setParameter("id", contract.id())
                .getResultList();
    }

    /** Adds what no addition is there for yet: one attribute may well be added several times. */
    private void create(Contract contract, List<AdditionEntry> entries) {
        Set<Place> known = placesOf(contract);
        for (AdditionEntry entry : entries) {
            Pop pop =
                    entry.pop()
                            .map(name -> store.known(Pop.class, entry.path() + ".pop", name))
                            .orElse(null);
            Place place = new Place(pop == null ? EVERYWHERE : pop.id(), entry.attribute());
            if (!known.contains(place)) {
                store.persist(entry.path(), () -> added(contract, pop, entry));
            }
        }
    }

    private AddedAttribute added(Contract contract, @Nullable Pop pop, AdditionEntry entry) {
        Integer tag = entry.tag().orElse(null);
        dictionary.checkAddition(
                entry.attribute(),
                entry.value(),
                tag == null ? OptionalInt.empty() : OptionalInt.of(tag));
        return AddedAttribute.of(
                contract, pop, entry.attribute(), store.encrypted(entry.value()), tag);
    }

    private Set<Place> placesOf(Contract contract) {
        return store
                .entities()
                .createQuery(
                        "select a from AddedAttribute a where a.contractId = :id",
                        AddedAttribute.class)
                .setParameter("id", contract.id())
                .getResultList()
                .stream()
                .map(added -> new Place(added.popId().orElse(EVERYWHERE), added.attribute()))
                .collect(Collectors.toSet());
    }

    private void create(Provider provider, List<PassageEntry> entries) {
        List<AttributeRule> rules =
                store.entities()
                        .createQuery(
                                "select r from AttributeRule r where r.providerId = :id",
                                AttributeRule.class)
                        .setParameter("id", provider.id())
                        .getResultList();
        for (PassageEntry entry : entries) {
            boolean known =
                    rules.stream()
                            .anyMatch(
                                    rule ->
                                            rule.direction() == entry.direction()
                                                    && rule.attribute().equals(entry.attribute()));
            if (!known) {
                store.persist(entry.path(), () -> rule(provider, entry));
            }
        }
    }

    private AttributeRule rule(Provider provider, PassageEntry entry) {
        dictionary.checkPassage(entry.attribute(), entry.allowed());
        return entry.allowed()
                ? AttributeRule.allow(provider, entry.direction(), entry.attribute())
                : AttributeRule.deny(provider, entry.direction(), entry.attribute());
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

    /** Where an attribute is added. */
    private record Place(long popId, String attribute) {}
}
