package org.portlease.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.portlease.secret.KeyRing;

/** This node from its start to its end, as others see which keys it holds. */
@ApplicationScoped
public class ThisNode {

    private final UUID instance = UUID.randomUUID();

    @Inject
    @ConfigProperty(name = "portlease.node", defaultValue = "portlease")
    private String name;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected ThisNode() {}

    /** Notes what it holds, in the caller's transaction. */
    public void note(EntityManager entities, KeyRing ring, Instant now) {
        new NodeKeys(entities).note(instance, name, ring, now);
    }
}
