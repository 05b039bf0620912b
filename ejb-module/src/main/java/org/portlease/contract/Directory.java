package org.portlease.contract;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.portlease.provider.HomeServer;
import org.portlease.provider.IdentificationRule;
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

    private final long version;
    private final Master master;
    private final boolean callingStationToMaster;
    private final UUID installation;
    private final Map<Long, Provider> providers;
    private final Map<Long, Pop> pops;
    private final Map<Long, Nas> nases;
    private final List<HomeServer> homeServers;
    private final Map<Long, Contract> contracts;
    private final Map<String, Contract> contractsByVirtual;
    private final IdentificationRules rules;

    Directory(
            Installation installation,
            List<Provider> providers,
            List<Pop> pops,
            List<Nas> nases,
            List<HomeServer> homeServers,
            List<Contract> contracts,
            List<IdentificationRule> rules) {
        this.version = installation.configVersion();
        this.master = installation.master();
        this.callingStationToMaster = installation.callingStationToMaster();
        this.installation = installation.identity();
        this.providers = by(providers, Provider::id);
        this.pops = by(pops, Pop::id);
        this.nases = by(nases, Nas::id);
        this.homeServers = List.copyOf(homeServers);
        this.contracts = by(contracts, Contract::id);
        this.contractsByVirtual =
                by(
                        contracts,
                        contract -> LookUpForms.name(contract.virtualSubscriber().identifier()));
        this.rules = new IdentificationRules(installation.identificationOrder(), rules);
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
        return homeServers;
    }

    public Collection<Contract> contracts() {
        return contracts.values();
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
