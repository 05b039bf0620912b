package org.portlease.trace;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** The orders to follow requests, and what was followed, for all nodes. */
@ApplicationScoped
@Transactional
public class TraceBook {

    /** So many orders at once: each request is compared with each. */
    static final int MOST_ARMED = 20;

    private static final String NEWEST_FIRST = "-armedAt";

    private static final Listing<TraceOrder, UUID> LISTING =
            Listing.of(TraceOrder.class, "id", TraceOrder::id, UUID::fromString)
                    .sortable("armedAt", "armedAt", TraceOrder::armedAt, Instant::parse);

    @PersistenceContext private EntityManager entities;

    private String node;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public TraceBook() {}

    @Inject
    protected TraceBook(
            @ConfigProperty(name = "portlease.node", defaultValue = "portlease") String node) {
        this.node = node;
    }

    /** Outside a container. */
    TraceBook(EntityManager entities, String node) {
        this(node);
        this.entities = entities;
    }

    /** There are as many orders as there may be. */
    public static final class TooManyException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyException() {
            super("expected fewer than " + MOST_ARMED + " armed traces: disarm one first");
        }
    }

    /**
     * Every node follows it within a second of the commit.
     *
     * @throws TooManyException where so many are armed already
     */
    public void arm(TraceOrder order) {
        if (armed(order.armedAt()).size() >= MOST_ARMED) {
            throw new TooManyException();
        }
        entities.persist(order);
        entities.flush();
    }

    /**
     * The newest first unless asked otherwise, those included that are over but for their traces.
     */
    public Page<TraceOrder> orders(PageRequest request) {
        Optional<String> sort = request.sort().or(() -> Optional.of(NEWEST_FIRST));
        return LISTING.page(entities, new PageRequest(request.limit(), request.after(), sort));
    }

    public Optional<TraceOrder> order(UUID id) {
        return Optional.ofNullable(entities.find(TraceOrder.class, id));
    }

    /** Those that wait for requests. */
    List<TraceOrder> armed(Instant now) {
        return entities.createQuery(
                        "select o from TraceOrder o where o.expiresAt > :now and o.taken < o.most",
                        TraceOrder.class)
                .setParameter("now", now)
                .getResultList();
    }

    /**
     * @return whether there is such an order
     */
    public boolean disarm(UUID id, Instant now) {
        Optional<TraceOrder> order = order(id);
        order.ifPresent(each -> each.disarm(now));
        return order.isPresent();
    }

    /** What an order has followed, the earliest first. */
    public List<RequestTrace> traces(UUID order, Instant now) {
        return entities.createQuery(
                        "select t from RequestTrace t where t.orderId = :order"
                                + " and t.expiresAt > :now order by t.beganAt, t.id",
                        RequestTrace.class)
                .setParameter("order", order)
                .setParameter("now", now)
                .getResultList();
    }

    /** Keeps what was followed, unless other nodes have followed enough by then. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void keep(TraceNotes.Ended ended) {
        int taken =
                entities.createQuery(
                                "update TraceOrder o set o.taken = o.taken + 1"
                                        + " where o.id = :id and o.taken < o.most")
                        .setParameter("id", ended.order())
                        .executeUpdate();
        if (taken > 0) {
            entities.persist(new RequestTrace(ended, node));
        }
    }

    /** Forgets what may not be read any more. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void forget(Instant now) {
        entities.createQuery("delete from RequestTrace t where t.expiresAt <= :now")
                .setParameter("now", now)
                .executeUpdate();
        entities.createQuery(
                        "delete from TraceOrder o where o.expiresAt <= :before and not exists"
                                + " (select t from RequestTrace t where t.orderId = o.id)")
                .setParameter("before", now.minus(RequestTrace.READABLE))
                .executeUpdate();
    }
}
