package org.portlease.rotation;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.portlease.secret.KeyRing;

/** How far a change of the key has come, for whoever watches it. */
@ApplicationScoped
public class KeyProgress {

    @PersistenceContext private EntityManager entities;
    private KeyRing ring;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected KeyProgress() {}

    @Inject
    protected KeyProgress(KeyRing ring) {
        this.ring = ring;
    }

    /** Outside a container. */
    KeyProgress(EntityManager entities, KeyRing ring) {
        this(ring);
        this.entities = entities;
    }

    /**
     * A key that ciphertexts may be of.
     *
     * @param encrypts whether new ciphertexts are of it
     * @param since when it began to encrypt
     * @param ciphertexts how many are stored
     */
    public record InUse(int number, boolean encrypts, Instant since, long ciphertexts) {}

    /**
     * A key that this node holds, newer than the one that encrypts.
     *
     * @param missingAt the running nodes that it waits for, by name
     */
    public record Waiting(int number, List<String> missingAt) {

        public Waiting {
            missingAt = List.copyOf(missingAt);
        }
    }

    /**
     * @param inUse by number; an older one is not needed any more when it has gone from here
     */
    public record Progress(List<InUse> inUse, List<Waiting> waiting) {

        public Progress {
            inUse = List.copyOf(inUse);
            waiting = List.copyOf(waiting);
        }
    }

    @Transactional(Transactional.TxType.REQUIRED)
    public Progress at(Instant now) {
        List<EncryptionKey> keys = new KeyBook(entities, ring).keys();
        int newest = keys.get(keys.size() - 1).number();
        Map<Integer, Long> counts = counts(entities);
        NodeKeys nodes = new NodeKeys(entities);
        return new Progress(
                keys.stream()
                        .map(
                                key ->
                                        new InUse(
                                                key.number(),
                                                key.number() == newest,
                                                key.since(),
                                                counts.getOrDefault(key.number(), 0L)))
                        .toList(),
                ring.numbers().tailSet(newest + 1).stream()
                        .map(
                                number ->
                                        new Waiting(
                                                number,
                                                nodes.withoutKey(number, ring.check(number), now)))
                        .toList());
    }

    /** How many ciphertexts there are, by the number of their key. */
    static Map<Integer, Long> counts(EntityManager entities) {
        Map<Integer, Long> counts = new TreeMap<>();
        for (Ciphertexts each : Ciphertexts.values()) {
            for (Object row :
                    entities.createNativeQuery(each.counts(), Object[].class).getResultList()) {
                Object[] columns = (Object[]) row;
                counts.merge(
                        Byte.toUnsignedInt(((byte[]) columns[0])[0]),
                        ((Number) columns[1]).longValue(),
                        Long::sum);
            }
        }
        return counts;
    }
}
