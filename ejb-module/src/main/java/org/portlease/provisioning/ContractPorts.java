package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.portlease.contract.BillingCycle;
import org.portlease.contract.Contract;
import org.portlease.contract.PopShare;
import org.portlease.provider.Pop;
import org.portlease.session.Capacity;
import org.portlease.session.LeaseCounts;

/** How many ports contracts have, altogether and at single points of presence. */
@ApplicationScoped
@Transactional
public class ContractPorts {

    @PersistenceContext private EntityManager entities;
    private Clock clock;
    private LeaseCounts counts;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected ContractPorts() {}

    @Inject
    protected ContractPorts(Clock clock, LeaseCounts counts) {
        this.clock = clock;
        this.counts = counts;
    }

    /** Outside a container. */
    public ContractPorts(EntityManager entities, Clock clock) {
        this(clock, new LeaseCounts(entities));
        this.entities = entities;
    }

    /**
     * How many ports may be used at one point of presence.
     *
     * @param pop the id of it
     */
    public record Share(long pop, int ports) {}

    /** By the contract's id. */
    Map<Long, Integer> portsOf(Collection<Contract> contracts) {
        Map<Long, Capacity> rows = rows(contracts.stream().map(Contract::capacityId).toList());
        return contracts.stream()
                .filter(contract -> rows.containsKey(contract.capacityId()))
                .collect(
                        Collectors.toMap(
                                Contract::id, contract -> ports(rows, contract.capacityId())));
    }

    /** By the contract's id. */
    Map<Long, List<Share>> sharesOf(Collection<Contract> contracts) {
        List<PopShare> shares = shares(contracts);
        Map<Long, Capacity> rows = rows(shares.stream().map(PopShare::capacityId).toList());
        return shares.stream()
                .collect(
                        Collectors.groupingBy(
                                PopShare::contractId,
                                Collectors.mapping(
                                        share ->
                                                new Share(
                                                        share.popId(),
                                                        ports(rows, share.capacityId())),
                                        Collectors.toList())));
    }

    private static int ports(Map<Long, Capacity> rows, long id) {
        Capacity row = rows.get(id);
        return row == null ? 0 : row.ports();
    }

    private Map<Long, Capacity> rows(Collection<Long> ids) {
        return entities
                .createQuery("select c from Capacity c where c.id in :ids", Capacity.class)
                .setParameter("ids", ids)
                .getResultList()
                .stream()
                .collect(Collectors.toMap(Capacity::id, Function.identity()));
    }

    private List<PopShare> shares(Collection<Contract> contracts) {
        return entities.createQuery(
                        "select s from PopShare s where s.contractId in :ids order by s.id",
                        PopShare.class)
                .setParameter("ids", contracts.stream().map(Contract::id).toList())
                .getResultList();
    }

    /** A row that counts a new contract's ports. */
    Capacity capacity(Contracts.Plan plan) {
        BillingCycle cycle =
                new BillingCycle(
                        plan.billing().length(), plan.billing().day(), plan.terms().zone());
        return row(plan.ports(), cycle);
    }

    private Capacity row(int ports, BillingCycle cycle) {
        Capacity capacity = Capacity.of(ports, cycle.startOf(clock.instant()));
        entities.persist(capacity);
        return capacity;
    }

    /** Gives a contract shares at points of presence where it has none. */
    void share(Contract contract, Collection<Share> wanted) {
        for (Share share : wanted) {
            Pop pop = entities.find(Pop.class, share.pop());
            Capacity row = row(share.ports(), contract.cycle());
            entities.persist(PopShare.of(contract, pop, row.id()));
            counts.begin(row, contract.id(), pop.id());
        }
        entities.flush();
    }

    /** Whoever is connected stays, even where there are fewer ports than in use. */
    void allot(Contract contract, int ports, Collection<Share> wanted) {
        Map<Long, PopShare> known =
                shares(List.of(contract)).stream()
                        .collect(Collectors.toMap(PopShare::popId, Function.identity()));
        Map<Long, Capacity> rows =
                locked(
                        contract.capacityId(),
                        known.values().stream().map(PopShare::capacityId).toList());
        row(rows, contract.capacityId()).allot(ports);
        Map<Long, Share> more =
                wanted.stream().collect(Collectors.toMap(Share::pop, Function.identity()));
        known.forEach(
                (pop, share) -> {
                    Share stays = more.remove(pop);
                    if (stays == null) {
                        // its row goes later: another node may be counting there for a second
                        row(rows, share.capacityId()).retire();
                        entities.remove(share);
                    } else {
                        row(rows, share.capacityId()).allot(stays.ports());
                    }
                });
        entities.flush();
        share(contract, more.values());
    }

    private static Capacity row(Map<Long, Capacity> rows, long id) {
        Capacity row = rows.get(id);
        if (row == null) {
            throw new IllegalStateException("no capacity row " + id);
        }
        return row;
    }

    /** In the order in which everybody locks them. */
    private Map<Long, Capacity> locked(long own, Collection<Long> others) {
        TreeSet<Long> ids = new TreeSet<>(others);
        ids.add(own);
        Map<Long, Capacity> rows = new HashMap<>();
        for (long id : ids) {
            Capacity row = entities.find(Capacity.class, id, LockModeType.PESSIMISTIC_WRITE);
            entities.refresh(row, LockModeType.PESSIMISTIC_WRITE);
            rows.put(id, row);
        }
        return rows;
    }
}
