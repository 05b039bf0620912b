package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** When a node was last told to bill, for all nodes to see: one row, which the schema brings. */
@ApplicationScoped
@Transactional(Transactional.TxType.REQUIRES_NEW)
public class BillingTicks {

    @PersistenceContext private EntityManager entities;

    private String node;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public BillingTicks() {}

    @Inject
    protected BillingTicks(
            @ConfigProperty(name = "portlease.node", defaultValue = "portlease") String node) {
        this.node = node;
    }

    /** Outside a container. */
    BillingTicks(EntityManager entities, String node) {
        this(node);
        this.entities = entities;
    }

    public void record(Instant now) {
        update("", now).executeUpdate();
    }

    /**
     * Takes a tick that is missing; of several nodes one gets it.
     *
     * @param overdue since when there should have been a tick
     * @return whether there has been none, and it is this node's turn
     */
    public boolean takeOver(Instant now, Instant overdue) {
        return update(" and ticked_at < :overdue", now)
                        .setParameter("overdue", overdue)
                        .executeUpdate()
                > 0;
    }

    private Query update(String condition, Instant now) {
        return entities.createNativeQuery(
                        "update billing_tick set ticked_at = :now, node = :node where id = 1"
                                + condition)
                .setParameter("now", now)
                .setParameter("node", node);
    }
}
