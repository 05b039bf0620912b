package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.BillingCycle;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;
import org.portlease.provider.Pop;
import org.portlease.session.Capacity;

/** The points of presence, and how many ports each has. */
@ApplicationScoped
@Transactional
public class Pops {

    private static final Listing<Pop, Long> LISTING =
            Listing.numbered(Pop.class, Pop::id).sortable("name", Pop::name);

    @PersistenceContext private EntityManager entities;
    private Clock clock;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Pops() {}

    @Inject
    protected Pops(Clock clock) {
        this.clock = clock;
    }

    /** Outside a container. */
    public Pops(EntityManager entities, Clock clock) {
        this(clock);
        this.entities = entities;
    }

    /**
     * A point of presence and its ports.
     *
     * @param ports what it can carry, all providers and the master's own together
     */
    public record Entry(Pop pop, int ports) {}

    /**
     * What is said of one.
     *
     * @param reservedPorts how many of them no client provider may take
     * @param billingGroup by which prices may differ; null for none
     */
    public record Plan(String name, int ports, int reservedPorts, @Nullable String billingGroup) {}

    public Page<Entry> page(PageRequest request, Optional<String> name) {
        return LISTING.page(entities, request, Filter.equal("name", name)).map(this::entry);
    }

    public Optional<Entry> find(long id) {
        return Optional.ofNullable(entities.find(Pop.class, id)).map(this::entry);
    }

    private Entry entry(Pop pop) {
        return new Entry(pop, entities.find(Capacity.class, pop.capacityId()).ports());
    }

    /**
     * @throws RefusedException where one has the name already
     * @throws IllegalArgumentException where the plan contradicts itself
     */
    public Entry create(Plan plan) {
        refuseIfTaken(plan.name());
        Capacity capacity =
                Capacity.of(
                        plan.ports(), BillingCycle.months(ZoneOffset.UTC).startOf(clock.instant()));
        entities.persist(capacity);
        Pop pop = Pop.of(plan.name(), capacity.id(), plan.reservedPorts());
        pop.groupAs(plan.billingGroup());
        entities.persist(pop);
        return entry(pop);
    }

    /** Whoever is connected stays, even where there are fewer ports than in use. */
    public Entry change(Entry entry, Plan plan) {
        Pop pop = entities.find(Pop.class, entry.pop().id());
        if (!pop.name().equals(plan.name())) {
            refuseIfTaken(plan.name());
        }
        pop.rename(plan.name());
        pop.reserve(plan.reservedPorts());
        pop.groupAs(plan.billingGroup());
        Capacity capacity =
                entities.find(Capacity.class, pop.capacityId(), LockModeType.PESSIMISTIC_WRITE);
        entities.refresh(capacity, LockModeType.PESSIMISTIC_WRITE);
        capacity.allot(plan.ports());
        return entry(pop);
    }

    /**
     * @throws RefusedException where a NAS stands there, a session is open, or usage of it is on
     *     record
     */
    public void remove(Entry entry) {
        Pop pop = entities.find(Pop.class, entry.pop().id());
        // who takes a lease there waits, and then finds no row to count it in
        Capacity capacity =
                entities.find(Capacity.class, pop.capacityId(), LockModeType.PESSIMISTIC_WRITE);
        refuseWhere(
                pop,
                "select 1 from nas where pop_id = :id limit 1",
                "NASes stand at the point of presence '" + pop.name() + "': move them first");
        refuseWhere(
                pop,
                "select 1 from lease where pop_id = :id limit 1",
                "sessions at the point of presence '" + pop.name() + "' are open: drain it first");
        refuseWhere(
                pop,
                "select 1 from usage_record where pop_id = :id limit 1",
                "sessions at the point of presence '" + pop.name() + "' are on record");
        entities.remove(pop);
        entities.flush();
        entities.createNativeQuery("delete from port_peak where capacity_id = :id")
                .setParameter("id", pop.capacityId())
                .executeUpdate();
        entities.remove(capacity);
    }

    private void refuseWhere(Pop pop, String query, String sentence) {
        boolean found =
                !entities.createNativeQuery(query, Integer.class)
                        .setParameter("id", pop.id())
                        .getResultList()
                        .isEmpty();
        if (found) {
            throw new RefusedException(sentence);
        }
    }

    private void refuseIfTaken(String name) {
        boolean taken =
                entities.createQuery("select count(p) from Pop p where p.name = :name", Long.class)
                                .setParameter("name", name)
                                .getSingleResult()
                        > 0;
        if (taken) {
            throw new RefusedException("a point of presence is named '" + name + "' already");
        }
    }
}
