package org.portlease.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The answers of the last day to requests with an Idempotency-Key. They are made inside the
 * transaction of the change, under the {@linkplain AuditTrail#lock trail's lock}: so the same key
 * is never used twice.
 */
@ApplicationScoped
public class RememberedAnswers {

    /** How long a key is known. */
    public static final Duration KEPT = Duration.ofDays(1);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected RememberedAnswers() {}

    /** Outside a container. */
    public RememberedAnswers(EntityManager entities) {
        this.entities = entities;
    }

    /** What was answered to whoever used that key first. */
    public Optional<RememberedAnswer> find(String actor, String key) {
        return entities
                .createQuery(
                        "select r from RememberedAnswer r"
                                + " where r.actor = :actor and r.idempotencyKey = :key",
                        RememberedAnswer.class)
                .setParameter("actor", actor)
                .setParameter("key", key)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** A new one, to be {@linkplain RememberedAnswer#keep filled}; forgets what is too old. */
    public RememberedAnswer remember(String actor, String key, byte[] requestDigest, Instant now) {
        entities.createQuery("delete from RememberedAnswer r where r.at < :before")
                .setParameter("before", now.minus(KEPT))
                .executeUpdate();
        RememberedAnswer answer = new RememberedAnswer(actor, key, requestDigest, now);
        entities.persist(answer);
        return answer;
    }

    /** Keeps another answer, in a transaction of its own; none where it is forgotten. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void replace(String actor, String key, Consumer<RememberedAnswer> keep) {
        find(actor, key).ifPresent(keep);
    }

    /** The key may be used again; in a transaction of its own. */
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    public void forget(String actor, String key) {
        find(actor, key).ifPresent(entities::remove);
    }
}
