package org.portlease.rotation;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.portlease.secret.KeyRing;

/** What a node does about keys from time to time; each step in the caller's transaction. */
public final class Rotation {

    /** Longer than any transaction that may still write what it encrypted with an older key. */
    static final Duration GRACE = Duration.ofMinutes(5);

    private final EntityManager entities;
    private final KeyRing ring;
    private final KeyBook book;

    public Rotation(EntityManager entities, KeyRing ring) {
        this.entities = entities;
        this.ring = ring;
        this.book = new KeyBook(entities, ring);
    }

    /** Lets a newer key encrypt, where every running node holds it. */
    public void advance(Instant now) {
        book.advance(new NodeKeys(entities), now).ifPresent(RotationLog.LOG::encrypts);
    }

    /**
     * Encrypts as the database says.
     *
     * @return whether older keys are still in use
     */
    public boolean follow() {
        List<EncryptionKey> keys = book.keys();
        for (EncryptionKey key : keys) {
            try {
                book.check(key);
            } catch (WrongKeyException e) {
                RotationLog.LOG.lacking(String.valueOf(e.getMessage()));
                return false;
            }
        }
        book.adopt();
        return keys.size() > 1;
    }

    /** Forgets the older keys when nothing is of them, nor can be. */
    public void retire(Instant now) {
        List<EncryptionKey> keys = book.keys();
        EncryptionKey newest = keys.get(keys.size() - 1);
        Map<Integer, Long> counts = KeyProgress.counts(entities);
        counts.remove(newest.number());
        if (counts.isEmpty() && !newest.since().plus(GRACE).isAfter(now)) {
            for (EncryptionKey older : keys.subList(0, keys.size() - 1)) {
                book.forget(older);
                RotationLog.LOG.unneeded(older.number());
            }
        }
    }

    /** A walk through what is to be encrypted anew. */
    public Reencryption reencryption() {
        return new Reencryption(entities, ring);
    }
}
