package org.portlease.rotation;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Installation;
import org.portlease.secret.KeyRing;

/**
 * One walk through all ciphertexts that are not of the ring's key, in rounds, each the caller's
 * transaction. What another transaction holds just now is left out: the next walk finds it.
 */
public final class Reencryption {

    /** How many one round takes at most: others wait for its rows. */
    public static final int AT_ONCE = 100;

    private final EntityManager entities;
    private final KeyRing ring;
    private final Queue<Ciphertexts> left = new ArrayDeque<>(List.of(Ciphertexts.values()));
    private long encrypted;
    private @Nullable Object after;

    public Reencryption(EntityManager entities, KeyRing ring) {
        this.entities = entities;
        this.ring = ring;
    }

    /**
     * @return whether there may be more
     */
    public boolean round() {
        Ciphertexts ciphertexts = left.element();
        List<Object[]> rows = older(ciphertexts);
        for (Object[] row : rows) {
            renew(ciphertexts, row[0], (byte[]) row[1]);
            after = row[0];
        }
        if (ciphertexts.isConfiguration() && !rows.isEmpty()) {
            installation().raiseConfigVersion();
        }
        if (rows.size() < AT_ONCE) {
            after = null;
            left.remove();
        }
        return !left.isEmpty();
    }

    /** What cannot be read stays as it is, and its key in use, for somebody to look at. */
    private void renew(Ciphertexts ciphertexts, Object id, byte[] ciphertext) {
        try {
            byte[] fresh = ring.encrypt(ring.decrypt(ciphertext));
            entities.createNativeQuery(ciphertexts.replacement())
                    .setParameter("fresh", fresh)
                    .setParameter("id", id)
                    .executeUpdate();
            encrypted++;
        } catch (IllegalArgumentException e) {
            RotationLog.LOG.unreadable(ciphertexts.table(), id);
        }
    }

    /** How many ciphertexts this walk has found and encrypted so far. */
    public long encrypted() {
        return encrypted;
    }

    /** Nodes keep copies of configuration, of the older key: they must read it again. */
    private Installation installation() {
        Installation installation =
                entities.find(Installation.class, Installation.ID, LockModeType.PESSIMISTIC_WRITE);
        entities.refresh(installation);
        return installation;
    }

    @SuppressWarnings("unchecked") // a native query's
    private List<Object[]> older(Ciphertexts ciphertexts) {
        Object last = after;
        Query query =
                entities.createNativeQuery(ciphertexts.olderFrom(last != null), Object[].class)
                        .setParameter("octet", new byte[] {(byte) ring.current()})
                        .setParameter("most", AT_ONCE);
        if (last != null) {
            query.setParameter("after", last);
        }
        return query.getResultList();
    }
}
