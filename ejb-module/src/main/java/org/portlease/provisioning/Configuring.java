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

    /** Lets no other change of configuration through until the transaction ends. */
    public void begin() {
        entities.find(Installation.class, Installation.ID, LockModeType.PESSIMISTIC_WRITE)
                .raiseConfigVersion();
    }
}
