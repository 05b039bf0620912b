package org.portlease.contract;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.portlease.provider.AttributeRule;
import org.portlease.provider.HomeServer;
import org.portlease.provider.Installation;
import org.portlease.provider.Master;
import org.portlease.provider.Nas;
import org.portlease.provider.Pop;
import org.portlease.provider.Provider;

/**
 * All configuration at one version: what decisions are taken by, without a look into the database.
 * Immutable, and so shared by all threads.
 */
public final class Directory {

    private static final Comparator<AddedAttribute> EVERY_POP_FIRST =
            Comparator.<AddedAttribute, Boolean>comparing(added -> added.popId().isPresent())
                    .thenComparing(AddedAttribute::id);

    private final long version;
    private final Master master;
    private final boolean callingStationToMaster;
    private final UUID installation;
    private final Map<Long, Provider> providers;
    private final Map<Long, Pop> pops;
    private final Map<Long, Nas> nases;
    private final Map<Long, HomeServer> homeServers;
    private final Map<Long, Contract> contracts;
    private final Map<String, Contract> contractsByVirtual;
    private final Map<AtPop, PopShare> shares;
    private final Map<Long, List<AttributeRule>> attributeRules;
    private final Map<Long, List<AddedAttribute>> addedAttributes;
    private final IdentificationRules rules;
    private final Set<String> drainingNodes;

    /** A contract at a point of presence. */
    private record AtPop(long contractId, long popId) {}

    Directory(Configuration rows) {
        Installation own = rows.installation();
        this.version = own.configVersion();
        this.master = own.master();
        this.callingStationToMaster = own.callingStationToMaster();
        this.installation = own.identity();
        this.providers = by(rows.providers(), Provider::id);
        this.pops = by(rows.pops(), Pop::id);
        this.nases = by(rows.nases(), Nas::id);
        this.homeServers = by(rows.homeServers(), HomeServer::id);
        this.contracts = by(rows.contracts(), Contract::id);
        this.contractsByVirtual =
                by(
                        rows.contracts(),
                        contract -> LookUpForms.name(contract.virtualSubscriber().identifier()));
        this.shares = by(rows.shares(), share -> new AtPop(share.contractId(), share.popId()));
        this.attributeRules =
                rows.attributeRules().stream()
                        .collect(Collectors.groupingBy(AttributeRule::providerId));
        this.addedAttributes =
                rows.addedAttributes().stream()
                        .sorted(EVERY_POP_FIRST)
                        .collect(Collectors.groupingBy(AddedAttribute::contractId));
        this.drainingNodes = Set.copyOf(rows.drainingNodes());
        this.rules = new IdentificationRules(own.identificationOrder(), rows.rules());
    }

    private static <K, V> Map<K, V> by(List<V> values, Function<V, K> key) {
        return values.stream().collect(Collectors.toUnmodifiableMap(key, Function.identity()));
    }

    /** Rises with each change of configuration. */
    public long version() {
        return version;
    }

    /**
     * @throws NoSuchElementException where this version knows no such NAS
     */
    public Nas nas(long id) {
        return known("NAS", nases, id);
    }

    /**
     * @throws NoSuchElementException where this version knows no such point of presence
     */
    public Pop pop(long id) {
        return known("point of presence", pops, id);
    }

    /**
     * @throws NoSuchElementException where this version knows no such contract
     */
    public Contract contract(long id) {
        return known("contract", contracts, id);
    }

    /**
     * @throws NoSuchElementException where this version knows no such provider
     */
    public Provider provider(long id) {
        return known("provider", providers, id);
    }

    /**
     * @throws NoSuchElementException where this version knows no such home server
     */
    public HomeServer homeServer(long id) {
        return known("home server", homeServers, id);
    }

    /** Whether this version knows that home server: another may have been asked before. */
    public boolean hasHomeServer(long id) {
        return homeServers.containsKey(id);
    }

    /** Whether this version knows that NAS: it may have been removed since it asked. */
    public boolean hasNas(long id) {
        return nases.containsKey(id);
    }

    /** How many of a point's ports a contract may use; empty where no share was agreed on. */
    public Optional<PopShare> share(long contractId, long popId) {
        return Optional.ofNullable(shares.get(new AtPop(contractId, popId)));
    }

    public Collection<PopShare> shares() {
        return shares.values();
    }

    /** Whose contract that is; empty where this version knows no such contract. */
    public Optional<Provider> providerOf(long contractId) {
        return Optional.ofNullable(contracts.get(contractId))
                .map(contract -> provider(contract.providerId()));
    }

    /** The name of whose contract that is; empty where this version knows no such contract. */
    public Optional<String> providerName(long contractId) {
        return providerOf(contractId).map(Provider::name);
    }

    /** Empty where this version knows no such point of presence. */
    public Optional<String> popName(long popId) {
        return Optional.ofNullable(pops.get(popId)).map(Pop::name);
    }

    /** Empty where this version knows no such NAS. */
    public Optional<String> nasName(long nasId) {
        return Optional.ofNullable(nases.get(nasId)).map(Nas::name);
    }

    /** Which attributes pass between the master and that provider, against the usual. */
    public List<AttributeRule> attributeRules(long providerId) {
        return attributeRules.getOrDefault(providerId, List.of());
    }

    /** What is added to that contract's Access-Accepts there; those for every point first. */
    public List<AddedAttribute> addedAttributes(long contractId, long popId) {
        return addedAttributes.getOrDefault(contractId, List.of()).stream()
                .filter(added -> added.popId().orElse(popId) == popId)
                .toList();
    }

    /**
     * Whose virtual subscriber that is, in whatever case it is written: another server might take
     * it for the same.
     */
    public Optional<Contract> contractOfVirtual(String identifier) {
        return Optional.ofNullable(contractsByVirtual.get(LookUpForms.name(identifier)));
    }

    public Collection<Provider> providers() {
        return providers.values();
    }

    public Collection<Pop> pops() {
        return pops.values();
    }

    public Collection<Nas> nases() {
        return nases.values();
    }

    public Collection<HomeServer> homeServers() {
        return homeServers.values();
    }

    public Collection<Contract> contracts() {
        return contracts.values();
    }

    /** The ids of the terminated contracts whose providers have another one. */
    public Set<Long> replacedContracts() {
        Set<Long> bound =
                contracts.values().stream()
                        .filter(contract -> !contract.isTerminated())
                        .map(Contract::providerId)
                        .collect(Collectors.toSet());
        return contracts.values().stream()
                .filter(Contract::isTerminated)
                .filter(contract -> bound.contains(contract.providerId()))
                .map(Contract::id)
                .collect(Collectors.toSet());
    }

    /** Whether the server of that name takes no new sessions. */
    public boolean isDraining(String node) {
        return drainingNodes.contains(node);
    }

    /** Whether an existing Master RADIUS server is asked as well. */
    public boolean masterIsExternal() {
        return master == Master.EXTERNAL;
    }

    /** The installation's identity, for its marks on packets. */
    public UUID installation() {
        return installation;
    }

    /** Whether Calling-Station-Id goes to the external Master RADIUS server. */
    public boolean callingStationToMaster() {
        return callingStationToMaster;
    }

    /** Whose a request is, by the operator's rules. */
    public Identification identify(IdentificationRequest request) {
        return rules.find(request)
                .map(this::identification)
                .orElseGet(() -> new Identification.Nobody("no rule knows it"));
    }

    /** How {@link #identify} finds out: each question, up to the rule that knows the request. */
    public List<IdentificationStep> trace(IdentificationRequest request) {
        return rules.trace(request);
    }

    /**
     * Whether a call of that contract's came to one of the numbers that its calls hunt to when its
     * own lines are busy, by whatever rule it was identified.
     */
    public boolean isOverflow(IdentificationRequest request, Contract contract) {
        return rules.isOverflow(request, contract.id());
    }

    private Identification identification(IdentificationRules.Found found) {
        String explanation = found.explanation();
        return found.rule().contractId().isEmpty()
                ? new Identification.Own(explanation)
                : new Identification.Client(
                        contract(found.rule().contractId().getAsLong()), explanation);
    }

    private static <V> V known(String what, Map<Long, V> values, long id) {
        V value = values.get(id);
        if (value == null) {
            throw new NoSuchElementException("no " + what + " has the id " + id);
        }
        return value;
    }
}
