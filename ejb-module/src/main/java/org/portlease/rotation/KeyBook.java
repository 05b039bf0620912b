package org.portlease.rotation;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.portlease.provider.Installation;
import org.portlease.secret.KeyRing;
import org.portlease.secret.KeySource;

/** The keys that the database's ciphertexts may be of. In the caller's transaction. */
public final class KeyBook {

    private final EntityManager entities;
    private final KeyRing ring;

    public KeyBook(EntityManager entities, KeyRing ring) {
        this.entities = entities;
        this.ring = ring;
    }

    /**
     * Readies the ring for this database: it encrypts with the key that the database is at, and
     * digests under the installation's secret. An installation's first opening begins with the
     * newest key that the ring holds; one of before keys changed goes on with its only one.
     *
     * @param installation locked, so that one node is first
     * @throws WrongKeyException where the ring is not this database's
     */
    public void open(Installation installation, Instant now) {
        if (keys().isEmpty()) {
            begin(installation, now);
        }
        for (EncryptionKey key : keys()) {
            check(key);
        }
        adopt();
        ring.digestUnder(installation.digestKey().orElseThrow());
    }

    private void begin(Installation installation, Instant now) {
        boolean older = installation.keyCheck().isPresent();
        if (ring.numbers().isEmpty() || (older && !ring.holds(KeySource.FIRST))) {
            throw new WrongKeyException(
                    "the database needs the key number 1, but there are only " + ring.numbers());
        }
        int first = older ? KeySource.FIRST : ring.numbers().last();
        ring.encryptWith(first);
        entities.persist(new EncryptionKey(first, ring.check(first), now));
        installation.keepDigestKey(older ? ring.firstKeyForDigests() : ring.newDigestKey());
    }

    /**
     * @throws WrongKeyException where the ring lacks the key, or has another of its number
     */
    void check(EncryptionKey key) {
        int number = key.number();
        if (!ring.holds(number)) {
            throw new WrongKeyException(
                    "the database needs the key number "
                            + number
                            + ", but there are only "
                            + ring.numbers());
        }
        if (!key.is(ring.check(number))) {
            throw new WrongKeyException(
                    "its key number "
                            + number
                            + " is not the one that the database's secrets were encrypted with");
        }
    }

    /** All, by number; the last one encrypts. */
    public List<EncryptionKey> keys() {
        return entities.createQuery(
                        "select k from EncryptionKey k order by k.number", EncryptionKey.class)
                .getResultList();
    }

    /** Encrypts with the database's newest key from now on. */
    public void adopt() {
        ring.encryptWith(newest().orElseThrow().number());
    }

    Optional<EncryptionKey> newest() {
        List<EncryptionKey> keys = keys();
        return keys.isEmpty() ? Optional.empty() : Optional.of(keys.get(keys.size() - 1));
    }

    /**
     * Lets a newer key encrypt: the last that this node and all others that are running hold.
     *
     * @return the key's number; empty where there is none
     */
    Optional<Integer> advance(NodeKeys nodes, Instant now) {
        // a look without the lock first: a node that loads its world holds that for long
        if (ring.numbers().last() <= newest().orElseThrow().number()) {
            return Optional.empty();
        }
        entities.find(Installation.class, Installation.ID, LockModeType.PESSIMISTIC_WRITE);
        int newest = newest().orElseThrow().number();
        Optional<Integer> next =
                ring.numbers().tailSet(newest + 1).stream()
                        .filter(
                                number ->
                                        nodes.withoutKey(number, ring.check(number), now).isEmpty())
                        .reduce((one, later) -> later);
        next.ifPresent(
                number -> entities.persist(new EncryptionKey(number, ring.check(number), now)));
        return next;
    }

    /** Forgets keys of which nothing is any more. */
    void forget(EncryptionKey key) {
        entities.remove(entities.merge(key));
    }
}
