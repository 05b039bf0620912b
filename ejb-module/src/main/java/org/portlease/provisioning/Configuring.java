package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import org.portlease.provider.Installation;

/** A change of configuration: one at a time, and seen by every node when it commits. */
@ApplicationScoped
public class Configuring {

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Configuring() {}

    /** Outside a container. */
    public Configuring(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Writes what was changed so far, and forgets it: of many changes, all would not fit into
     * memory. What was found before is not what is changed from now on.
     */
    public void setDown() {
        entities.flush();
        entities.clear();
    }

    /** Lets no other change of configuration through until the transaction ends. */
    public void begin() {
        Installation installation =
                entities.find(Installation.class, Installation.ID, LockModeType.PESSIMISTIC_WRITE);
        entities.refresh(installation); // what was read without the lock may be old
        installation.raiseConfigVersion();
    }
}
