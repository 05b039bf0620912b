package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.portlease.contract.BillingTerms;
import org.portlease.contract.Conditions;
import org.portlease.contract.Contract;
import org.portlease.contract.ContractStatus;
import org.portlease.contract.Terms;
import org.portlease.contract.VirtualSubscriber;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;
import org.portlease.provider.Provider;
import org.portlease.secret.KeyRing;
import org.portlease.session.Capacity;
import org.portlease.upkeep.ContractNotices;

/** What client providers have agreed on with the master. A contract is never removed. */
@ApplicationScoped
@Transactional(dontRollbackOn = RefusedException.class)
public class Contracts {

    private static final Listing<Contract, Long> LISTING =
            Listing.numbered(Contract.class, Contract::id)
                    .sortable("startsAt", "startsAt", Contract::startsAt, Instant::parse)
                    .sortable(
                            "virtualIdentifier",
                            "virtualSubscriber.identifier",
                            contract -> contract.virtualSubscriber().identifier(),
                            Function.identity());

    @PersistenceContext private EntityManager entities;
    private KeyRing keys;
    private Clock clock;
    private ContractPorts ports;
    private AddedAttributes added;
    private ContractNotices notices;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Contracts() {}

    @Inject
    protected Contracts(
            KeyRing keys,
            Clock clock,
            ContractPorts ports,
            AddedAttributes added,
            ContractNotices notices) {
        this.keys = keys;
        this.clock = clock;
        this.ports = ports;
        this.added = added;
        this.notices = notices;
    }

    /** Outside a container. */
    public Contracts(EntityManager entities, KeyRing keys, Clock clock, AddedAttributes added) {
        this(keys, clock, new ContractPorts(entities, clock), added, new ContractNotices(entities));
        this.entities = entities;
    }

    /** A contract, and what stands in other rows. */
    public record Entry(
            Contract contract,
            int ports,
            List<ContractPorts.Share> shares,
            List<AddedAttributes.Addition> attributes) {}

    /**
     * What is agreed on.
     *
     * @param virtualIdentifier who stands for all its subscribers
     * @param ports how many connections at once
     * @param shares at most one a point of presence
     */
    public record Plan(
            String virtualIdentifier,
            int ports,
            List<ContractPorts.Share> shares,
            Terms terms,
            Conditions conditions,
            BillingTerms billing,
            List<AddedAttributes.Addition> attributes) {}

    /** Which are wanted: those that all of it is true of. */
    public record Wanted(Optional<Long> provider, Optional<ContractStatus> status) {}

    public Page<Entry> page(PageRequest request, Wanted wanted) {
        Page<Contract> page =
                LISTING.page(
                        entities,
                        request,
                        Filter.equal("providerId", wanted.provider()),
                        Filter.equal("status", wanted.status()));
        Map<Long, Entry> entries =
                entries(page.items()).stream()
                        .collect(
                                Collectors.toMap(
                                        entry -> entry.contract().id(), Function.identity()));
        return page.map(contract -> entries.getOrDefault(contract.id(), bare(contract)));
    }

    private static Entry bare(Contract contract) {
        return new Entry(contract, 0, List.of(), List.of());
    }

    public Optional<Entry> find(long id) {
        return Optional.ofNullable(entities.find(Contract.class, id)).map(this::entry);
    }

    private Entry entry(Contract contract) {
        return entries(List.of(contract)).get(0);
    }

    private List<Entry> entries(List<Contract> contracts) {
        Map<Long, Integer> portsOf = ports.portsOf(contracts);
        Map<Long, List<ContractPorts.Share>> sharesOf = ports.sharesOf(contracts);
        Map<Long, List<AddedAttributes.Addition>> attributesOf = added.of(contracts);
        return contracts.stream()
                .map(
                        contract ->
                                new Entry(
                                        contract,
                                        portsOf.getOrDefault(contract.id(), 0),
                                        sharesOf.getOrDefault(contract.id(), List.of()),
                                        attributesOf.getOrDefault(contract.id(), List.of())))
                .toList();
    }

    /**
     * It admits its client's subscribers from its start on. The rules that led to a terminated one
     * of the provider's lead to it.
     *
     * @throws RefusedException where the provider has one that is not terminated, or the virtual
     *     identifier is taken
     * @throws IllegalArgumentException where the plan contradicts itself
     */
    public Entry conclude(long providerId, Plan plan, String virtualPassword) {
        Provider provider = entities.find(Provider.class, providerId);
        refuseSecond(provider);
        refuseIfTaken(plan.virtualIdentifier(), Optional.empty());
        Capacity capacity = ports.capacity(plan);
        Contract contract =
                Contract.conclude(
                        provider,
                        capacity.id(),
                        virtual(plan.virtualIdentifier(), virtualPassword),
                        plan.terms());
        contract.agreeOn(plan.conditions());
        contract.billBy(plan.billing());
        entities.persist(contract);
        ports.share(contract, plan.shares());
        added.add(contract, plan.attributes());
        leadRulesTo(contract);
        return entry(contract);
    }

    /** Rules are of a provider: they lead to the contract that it has now. */
    private void leadRulesTo(Contract contract) {
        entities.createQuery(
                        "update IdentificationRule r set r.contractId = :now where r.contractId in"
                                + " (select c.id from Contract c where c.providerId = :provider)")
                .setParameter("now", contract.id())
                .setParameter("provider", contract.providerId())
                .executeUpdate();
    }

    /**
     * Who is connected stays, even where there are fewer ports than in use.
     *
     * @param virtualPassword empty to keep the one that is there
     * @throws IllegalArgumentException where the currency is another one, or the plan contradicts
     *     itself
     */
    public Entry change(long id, Plan plan, Optional<String> virtualPassword) {
        Contract contract = entities.find(Contract.class, id);
        refuseIfTaken(plan.virtualIdentifier(), Optional.of(contract));
        VirtualSubscriber known = contract.virtualSubscriber();
        contract.standBehind(
                virtualPassword
                        .map(password -> virtual(plan.virtualIdentifier(), password))
                        .orElseGet(
                                () ->
                                        new VirtualSubscriber(
                                                plan.virtualIdentifier(),
                                                known.encryptedPassword())));
        contract.renew(plan.terms());
        contract.agreeOn(plan.conditions());
        contract.billBy(plan.billing());
        ports.allot(contract, plan.ports(), plan.shares());
        added.replace(contract, plan.attributes());
        return entry(contract);
    }

    /** Gives its virtual subscriber another password. */
    public void changePassword(long id, String virtualPassword) {
        Contract contract = entities.find(Contract.class, id);
        contract.standBehind(virtual(contract.virtualSubscriber().identifier(), virtualPassword));
    }

    /** Nobody new is admitted; its client is told. */
    public void suspend(long id) {
        Contract contract = living(id);
        contract.suspend();
        notices.tellState(contract, clock.instant());
    }

    /** Subscribers are admitted again; its client is told. */
    public void resume(long id) {
        Contract contract = living(id);
        contract.resume();
        notices.tellState(contract, clock.instant());
    }

    /** Nobody new is admitted, ever. What was used is billed. */
    public void terminate(long id) {
        living(id).terminate();
    }

    private Contract living(long id) {
        Contract contract = entities.find(Contract.class, id);
        if (contract.isTerminated()) {
            throw new RefusedException("the contract " + id + " is terminated, for good");
        }
        return contract;
    }

    private VirtualSubscriber virtual(String identifier, String password) {
        return new VirtualSubscriber(identifier, keys.encrypt(Passwords.octets(password)));
    }

    private void refuseSecond(Provider provider) {
        entities
                .createQuery("select c from Contract c where c.providerId = :id", Contract.class)
                .setParameter("id", provider.id())
                .getResultList()
                .stream()
                .filter(other -> !other.isTerminated())
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new RefusedException(
                                    "the provider '"
                                            + provider.name()
                                            + "' has the contract "
                                            + other.id()
                                            + ", and a provider has one at a time: change it,"
                                            + " resume it, or terminate it");
                        });
    }

    /** Another server may take two names for one that differ in case alone. */
    private void refuseIfTaken(String identifier, Optional<Contract> own) {
        entities.createQuery("select c from Contract c", Contract.class).getResultList().stream()
                .filter(other -> own.filter(other::equals).isEmpty())
                .filter(other -> other.virtualSubscriber().passesFor(identifier))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new RefusedException(
                                    "the virtual subscriber of the contract "
                                            + other.id()
                                            + " is called '"
                                            + other.virtualSubscriber().identifier()
                                            + "' already");
                        });
    }
}
