package org.portlease.event;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far one provider's events have got to one webhook. It stands at the next event; a node claims
 * it, sends that event, and notes what came of it: it moves on, or tries again, ever more seldom.
 * Changed only under its row's lock.
 */
@Entity
@Table(name = "webhook_delivery")
@IdClass(WebhookPosition.Key.class)
public class WebhookPosition {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /** Of which webhook and which provider. */
    public record Key(Long webhookId, Long providerId) implements Serializable {}

    @Id private Long webhookId;
    @Id private Long providerId;
    private long firstSequence;
    private long nextSequence;
    private int failures;
    private Instant nextTryAt;
    private @Nullable UUID claimedBy;
    private @Nullable Instant claimedUntil;
    private @Nullable Integer lastStatus;
    private @Nullable String lastFault;
    private @Nullable Instant deliveredAt;

    @SuppressWarnings("NullAway.Init")
    protected WebhookPosition() {}

    long webhookId() {
        return webhookId;
    }

    long providerId() {
        return providerId;
    }

    /** The first event that it was there for. */
    long firstSequence() {
        return firstSequence;
    }

    /** All events before have been delivered, or were not wanted. */
    long nextSequence() {
        return nextSequence;
    }

    /** How often in a row the next event was not accepted. */
    int failures() {
        return failures;
    }

    Instant nextTryAt() {
        return nextTryAt;
    }

    @Nullable Integer lastStatus() {
        return lastStatus;
    }

    @Nullable String lastFault() {
        return lastFault;
    }

    @Nullable Instant deliveredAt() {
        return deliveredAt;
    }

    boolean isDue(Instant now) {
        return !nextTryAt.isAfter(now) && (claimedUntil == null || !claimedUntil.isAfter(now));
    }

    boolean isClaimedBy(UUID claim) {
        return claim.equals(claimedBy);
    }

    /** The right to send its next event, until then: that of a node that dies ends by itself. */
    void claim(UUID claim, Instant until) {
        claimedBy = claim;
        claimedUntil = until;
    }

    /** It is tried again now, not when its pause is over. */
    void hurry(Instant now) {
        nextTryAt = nextTryAt.isBefore(now) ? nextTryAt : now;
    }

    /** Nothing up to that event is wanted. */
    void passOver(long sequence) {
        nextSequence = Math.max(nextSequence, sequence + 1);
    }

    void settle(long sequence, Outcome outcome, Instant now) {
        claimedBy = null;
        claimedUntil = null;
        lastStatus = outcome.status();
        lastFault = outcome.fault();
        if (outcome.isAccepted()) {
            nextSequence = sequence + 1;
            failures = 0;
            deliveredAt = now;
            nextTryAt = now; // it goes to the end of the queue
        } else {
            failures++;
            nextTryAt = now.plus(pause());
        }
    }

    private Duration pause() {
        Duration doubled = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }
}
