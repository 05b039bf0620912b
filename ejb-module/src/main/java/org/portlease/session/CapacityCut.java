package org.portlease.session;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;

/**
 * Draws the line between what is billed, or filed, now and what comes late. Inside a transaction.
 */
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

    /**
     * The same for the daily files of usage: whoever records a session that stopped before, from
     * the commit on, puts it into the next file.
     *
     * @param until the end of the day whose file is about to be made
     * @param sequence that file's
     */
    public void file(long capacityId, Instant until, int sequence) {
        entities.find(Capacity.class, capacityId, LockModeType.PESSIMISTIC_WRITE)
                .cutFile(until, sequence);
    }
}
