package org.portlease.session;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.ContractStatus;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;
import org.portlease.contract.PopShare;
import org.portlease.provider.Pop;

/** Tells how much of the capacity is in use. Reads without a lock, and changes nothing. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class Occupancy {

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;

    /**
     * A client provider's contract.
     *
     * @param ports how many it may use: none when it is terminated
     * @param inUse leases not yet closed; may exceed the ports by bursts, and after a late Start
     * @param burstPorts how many above its ports it may use
     * @param burstInUse how many of those in use are above its ports, or above a share
     * @param periodStart when the running period of connection time began
     * @param periodSeconds connection time used in it, closed and open sessions together
     * @param promisedSeconds connection time that is reserved for open sessions, and not used yet
     * @param thresholdSeconds what it may use in a period; null for no threshold
     */
    public record OfProvider(
            String provider,
            long contract,
            ContractStatus status,
            int ports,
            int inUse,
            int burstPorts,
            int burstInUse,
            Instant periodStart,
            long periodSeconds,
            long promisedSeconds,
            @Nullable Long thresholdSeconds) {}

    /**
     * A point of presence.
     *
     * @param reservedPorts how many no client provider may take
     * @param inUse leases not yet closed, own subscribers' included
     * @param clientsInUse how many of them are client providers'
     */
    public record OfPop(String pop, int ports, int reservedPorts, int inUse, int clientsInUse) {}

    /**
     * A client provider's share of a point of presence.
     *
     * @param ports how many it may use: none when the contract is terminated
     * @param inUse its leases there not yet closed
     * @param burstInUse how many of them are above its ports, or above the share
     */
    public record OfShare(
            String provider, long contract, String pop, int ports, int inUse, int burstInUse) {}

    /**
     * By the providers' names. A contract that another one has followed is told while it is used.
     */
    public List<OfProvider> ofProviders(Instant now) {
        Directory directory = directories.current();
        Map<Long, Capacity> capacities = capacities();
        Set<Long> replaced = directory.replacedContracts();
        return directory.contracts().stream()
                .filter(contract -> capacities.containsKey(contract.capacityId()))
                .map(contract -> of(directory, contract, capacities, now))
                .filter(row -> row.inUse() > 0 || !replaced.contains(row.contract()))
                .sorted(
                        Comparator.comparing(OfProvider::provider)
                                .thenComparing(OfProvider::contract))
                .toList();
    }

    /** By the points' names. */
    public List<OfPop> ofPops() {
        Map<Long, Capacity> capacities = capacities();
        return directories.current().pops().stream()
                .filter(pop -> capacities.containsKey(pop.capacityId()))
                .map(pop -> of(pop, row(capacities, pop.capacityId())))
                .sorted(Comparator.comparing(OfPop::pop))
                .toList();
    }

    /** By the providers' names, then by the points'. */
    public List<OfShare> ofShares() {
        Directory directory = directories.current();
        Map<Long, Capacity> capacities = capacities();
        Set<Long> replaced = directory.replacedContracts();
        return directory.shares().stream()
                .filter(share -> capacities.containsKey(share.capacityId()))
                .map(share -> of(directory, share, row(capacities, share.capacityId())))
                .filter(row -> row.inUse() > 0 || !replaced.contains(row.contract()))
                .sorted(
                        Comparator.comparing(OfShare::provider)
                                .thenComparing(OfShare::pop)
                                .thenComparing(OfShare::contract))
                .toList();
    }

    private static OfPop of(Pop pop, Capacity capacity) {
        return new OfPop(
                pop.name(),
                capacity.ports(),
                pop.reservedPorts(),
                capacity.inUse(),
                capacity.clientsInUse());
    }

    private static OfShare of(Directory directory, PopShare share, Capacity capacity) {
        Contract contract = directory.contract(share.contractId());
        return new OfShare(
                directory.provider(contract.providerId()).name(),
                contract.id(),
                directory.pop(share.popId()).name(),
                ports(contract, capacity),
                capacity.inUse(),
                capacity.burstInUse());
    }

    private static OfProvider of(
            Directory directory, Contract contract, Map<Long, Capacity> capacities, Instant now) {
        Capacity capacity = row(capacities, contract.capacityId());
        Instant periodStart = contract.periodStart(now);
        // a detached copy: the row itself is rolled by the next session that counts in it
        capacity.rollTo(periodStart);
        return new OfProvider(
                directory.provider(contract.providerId()).name(),
                contract.id(),
                contract.status(),
                ports(contract, capacity),
                capacity.inUse(),
                contract.conditions().burstPorts(),
                capacity.burstInUse(),
                periodStart,
                capacity.usedSeconds(now),
                capacity.promisedSeconds(now),
                contract.thresholdSeconds().isPresent()
                        ? contract.thresholdSeconds().getAsLong()
                        : null);
    }

    private static int ports(Contract contract, Capacity capacity) {
        return contract.isTerminated() ? 0 : capacity.ports();
    }

    private static Capacity row(Map<Long, Capacity> capacities, long id) {
        return Objects.requireNonNull(capacities.get(id));
    }

    /** All rows by id. */
    private Map<Long, Capacity> capacities() {
        return entities
                .createQuery("select c from Capacity c", Capacity.class)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(Capacity::id, Function.identity()));
    }
}
