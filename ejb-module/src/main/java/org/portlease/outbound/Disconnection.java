package org.portlease.outbound;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Disconnect-Request of ours (RFC 5176 section 2.1), and what came of it. Sent until the NAS
 * answers, three times at most, each retransmitted by the connector; then kept as evidence, without
 * what tells the subscriber.
 */
@Entity
@Table(name = "disconnection")
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class Disconnection {

    private static final int MOST_TRIES = 3;
    private static final Duration PAUSE = Duration.ofSeconds(10);

    /** How the NAS answered. */
    public enum Answer {
        ACK,
        NAK,
        SILENCE
    }

    @Id private UUID id;
    private UUID leaseId;
    private long nasId;
    private String cause;
    private byte @Nullable [] likeness;
    private String nasAddress;
    private Instant askedAt;
    private @Nullable Instant claimedUntil;
    private int tries;
    private @Nullable Instant answeredAt;

    @Enumerated(EnumType.STRING)
    private @Nullable Answer answer;

    private @Nullable Integer errorCause;

    @SuppressWarnings("NullAway.Init")
    protected Disconnection() {}

    Disconnection(
            UUID leaseId,
            long nasId,
            String cause,
            byte[] likeness,
            String nasAddress,
            Instant askedAt) {
        this.id = UUID.randomUUID();
        this.leaseId = leaseId;
        this.nasId = nasId;
        this.cause = cause;
        this.likeness = likeness;
        this.nasAddress = nasAddress;
        this.askedAt = askedAt;
    }

    public UUID id() {
        return id;
    }

    public UUID leaseId() {
        return leaseId;
    }

    /** The peer that the session is at. */
    public long nasId() {
        return nasId;
    }

    /** Where that NAS of the peer's is. */
    public String nasAddress() {
        return nasAddress;
    }

    /**
     * The session's attributes, encrypted.
     *
     * @throws NullPointerException once it is answered
     */
    public byte[] likeness() {
        return Objects.requireNonNull(likeness, "answered: the likeness is erased");
    }

    public Optional<Answer> answer() {
        return Optional.ofNullable(answer);
    }

    /** Error-Cause of a NAK (RFC 5176 section 3.5), if it gave one. */
    public Optional<Integer> errorCause() {
        return Optional.ofNullable(errorCause);
    }

    boolean isAnswered() {
        return answeredAt != null;
    }

    /**
     * To be sent by who claims it, and by nobody else until then.
     *
     * @return false where it was tried often enough, by nodes that did not live to tell
     */
    boolean claim(Instant now, Instant until) {
        if (tries >= MOST_TRIES) {
            answered(Answer.SILENCE, null, now);
            return false;
        }
        claimedUntil = until;
        tries++;
        return true;
    }

    void answered(Answer answer, @Nullable Integer errorCause, Instant now) {
        this.answer = answer;
        this.errorCause = errorCause;
        this.answeredAt = now;
        this.likeness = null;
        this.claimedUntil = null;
    }

    /** The NAS kept silent: once more, after a pause, or for good. */
    void unanswered(Instant now) {
        if (tries >= MOST_TRIES) {
            answered(Answer.SILENCE, null, now);
        } else {
            claimedUntil = now.plus(PAUSE.multipliedBy(tries));
        }
    }
}
