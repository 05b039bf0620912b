package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.portlease.rotation.Reencryption;
import org.portlease.rotation.Rotation;
import org.portlease.rotation.ThisNode;
import org.portlease.secret.KeyRing;

/**
 * Brings a change of the installation's key forward: tells which keys this node holds, begins with
 * a newer one when all nodes hold it, encrypts anew what is of an older one, and forgets that.
 */
@ApplicationScoped
public class KeySweep {

    @PersistenceContext private EntityManager entities;
    @Inject private Rounds rounds;
    @Inject private KeyRing ring;
    @Inject private ThisNode node;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected KeySweep() {}

    void sweep(Instant now) {
        Rotation rotation = new Rotation(entities, ring);
        AtomicBoolean changing = new AtomicBoolean();
        rounds.once(() -> node.note(entities, ring, now));
        rounds.once(() -> rotation.advance(now));
        rounds.once(() -> changing.set(rotation.follow()));
        if (changing.get()) {
            Reencryption walk = rotation.reencryption();
            rounds.whileFull(1, () -> walk.round() ? 1 : 0);
            if (walk.encrypted() == 0) {
                rounds.once(() -> rotation.retire(now));
            }
        }
    }
}
