package org.portlease.outbound;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/** Keeps Disconnect-Requests of ours, inside a transaction of the caller's. */
@ApplicationScoped
public class Disconnections {

    /** Longer than the connector waits for an answer, so that no other node asks meanwhile. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Disconnections() {}

    /** Outside a container. */
    public Disconnections(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Asks for a session to be disconnected, once a lease: a second call changes nothing. Where two
     * nodes ask at once, the later transaction fails on the key.
     *
     * @param nasId the peer that the session is at
     * @param cause why, a short word for people
     * @param likeness the session's attributes, encrypted
     * @param nasAddress where that NAS of the peer's is
     * @return whether it is the first time
     */
    public boolean ask(
            UUID leaseId,
            long nasId,
            String cause,
            byte[] likeness,
            String nasAddress,
            Instant now) {
        Long asked =
                entities.createQuery(
                                "select count(d) from Disconnection d where d.leaseId = :lease",
                                Long.class)
                        .setParameter("lease", leaseId)
                        .getSingleResult();
        if (asked > 0) {
            return false;
        }
        entities.persist(new Disconnection(leaseId, nasId, cause, likeness, nasAddress, now));
        return true;
    }

    /** Where the NAS has refused, or has not answered: it may be asked again. */
    public void forgetRefused(UUID leaseId) {
        entities.createQuery(
                        "delete from Disconnection d where d.leaseId = :lease"
                                + " and d.answer in (:refused)")
                .setParameter("lease", leaseId)
                .setParameter(
                        "refused", List.of(Disconnection.Answer.NAK, Disconnection.Answer.SILENCE))
                .executeUpdate();
    }

    /** Takes those that are to be sent now, but none that another node has taken. */
    public List<Disconnection> claimDue(Instant now, int limit) {
        List<Disconnection> due =
                entities.unwrap(Session.class)
                        .createNativeQuery(
                                """
                                select * from disconnection
                                where answered_at is null
                                  and (claimed_until is null or claimed_until <= :now)
                                order by asked_at, id limit :limit for update skip locked
                                """,
                                Disconnection.class)
                        .setParameter("now", now)
                        .setParameter("limit", limit)
                        .getResultList();
        return due.stream()
                .filter(disconnection -> disconnection.claim(now, now.plus(CLAIM)))
                .toList();
    }

    /**
     * The NAS has answered. What tells the subscriber is erased.
     *
     * @param errorCause Error-Cause of a NAK (RFC 5176 section 3.5)
     */
    public void answered(
            UUID id, Disconnection.Answer answer, @Nullable Integer errorCause, Instant now) {
        ifOpen(id, disconnection -> disconnection.answered(answer, errorCause, now));
    }

    /** The NAS kept silent. */
    public void unanswered(UUID id, Instant now) {
        ifOpen(id, disconnection -> disconnection.unanswered(now));
    }

    private void ifOpen(UUID id, Consumer<Disconnection> change) {
        Optional.ofNullable(entities.find(Disconnection.class, id, LockModeType.PESSIMISTIC_WRITE))
                .filter(disconnection -> !disconnection.isAnswered())
                .ifPresent(change);
    }
}
