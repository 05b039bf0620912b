package org.portlease.session;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;

/** Draws the line between what is billed now and what comes late. Inside a transaction. */
public final class CapacityCut {

    private final EntityManager entities;

    public CapacityCut(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * From the commit on, whoever records a session under the row's lock knows of the cut; whoever
     * has recorded one before has committed it.
     *
     * @param until the end of the period that is to be closed
     */
    public void at(long capacityId, Instant until, Instant now) {
        Capacity capacity =
                entities.find(Capacity.class, capacityId, LockModeType.PESSIMISTIC_WRITE);
        capacity.slotTo(now).ifPresent(entities::persist);
        capacity.cut(until);
    }
}
