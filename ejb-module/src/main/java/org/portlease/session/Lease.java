package org.portlease.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A port held for a session.
 *
 * <p>Its life: an admission {@linkplain #reserve reserves} it while the client provider is asked; a
 * Challenge {@linkplain #challenged prolongs} the conversation; an Accept {@linkplain #grant
 * grants} it; the first accounting {@linkplain #start starts} the session; interims {@linkplain
 * #meter meter} it; a Stop {@linkplain #close closes} it into a {@link UsageRecord}. A Reject,
 * silence, or the expiry of what never started releases it: the row goes. Changed only under its
 * row's lock.
 */
@Entity
@Table(name = "lease")
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class Lease {

    /** How long a grant waits for its Accounting-Start. */
    public static final Duration GRANTED_FOR = Duration.ofSeconds(120);

    /** How long a Challenge waits for the subscriber. */
    public static final Duration CHALLENGED_FOR = Duration.ofSeconds(60);

    private static final long SECONDS_A_DAY = 86_400;

    @Id private UUID id;

    @Enumerated(EnumType.STRING)
    private LeaseState state;

    @Embedded private Place place;
    private @Nullable UUID sessionKey;
    private @Nullable UUID attemptKey;
    private @Nullable UUID stateKey;
    private @Nullable String acctSessionId;
    private @Nullable Long homeServerId;

    @Column(name = "master_class")
    private byte @Nullable [] masterClass;

    private Instant reservedAt;
    private @Nullable Instant grantedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant expiresAt;
    private boolean startRecorded;
    private int interims;
    @Embedded private Metering metering;
    private boolean late;
    private boolean backlog;

    @SuppressWarnings("NullAway.Init")
    protected Lease() {}

    private Lease(UUID id, Place place, Instant at) {
        this.id = id;
        this.place = place;
        this.state = LeaseState.RESERVED;
        this.reservedAt = at;
        this.metering = Metering.NONE;
    }

    /**
     * Takes a port for an admitted attempt.
     *
     * @param id the event's that asked for it: a second run of the event finds the lease
     * @param expiresAt when the reservation ends by itself
     */
    public static Lease reserve(
            UUID id,
            Place place,
            SessionKeys keys,
            @Nullable String acctSessionId,
            Instant at,
            Instant expiresAt) {
        var lease = new Lease(id, place, at);
        lease.sessionKey = keys.session().orElse(null);
        lease.attemptKey = keys.attempt().orElse(null);
        lease.acctSessionId = acctSessionId;
        lease.expiresAt = expiresAt;
        return lease;
    }

    /** Takes a port for a session that accounting reports and no lease is open for: flagged. */
    public static Lease late(
            UUID id, Place place, SessionKeys keys, @Nullable String acctSessionId, Instant at) {
        var lease = new Lease(id, place, at);
        lease.sessionKey = keys.session().orElse(null);
        lease.acctSessionId = acctSessionId;
        lease.late = true;
        return lease;
    }

    public UUID id() {
        return id;
    }

    public LeaseState state() {
        return state;
    }

    public Place place() {
        return place;
    }

    public Optional<UUID> sessionKey() {
        return Optional.ofNullable(sessionKey);
    }

    public Optional<UUID> attemptKey() {
        return Optional.ofNullable(attemptKey);
    }

    public Optional<UUID> stateKey() {
        return Optional.ofNullable(stateKey);
    }

    /** The home server that a conversation is under way with. */
    public OptionalLong homeServer() {
        return homeServerId == null ? OptionalLong.empty() : OptionalLong.of(homeServerId);
    }

    /** The Class that an external Master RADIUS server gave the virtual subscriber. */
    public Optional<byte[]> masterClass() {
        return Optional.ofNullable(masterClass);
    }

    public boolean startRecorded() {
        return startRecorded;
    }

    /** Whether reports of the session are stored that a provider's servers have not got yet. */
    public boolean backlog() {
        return backlog;
    }

    public void markBacklog() {
        backlog = true;
    }

    public void clearBacklog() {
        backlog = false;
    }

    /** The attempt goes on, asked again: its reservation is prolonged. A granted one stays so. */
    public void askedAgain(Instant expiresAt) {
        if (state == LeaseState.RESERVED) {
            this.expiresAt = expiresAt;
        }
    }

    public void masterAdmitted(byte @Nullable [] masterClass) {
        this.masterClass = masterClass;
    }

    /** A home server asks the subscriber for more (RFC 2865 section 4.4). */
    public void challenged(@Nullable UUID stateKey, long homeServer, Instant at) {
        if (state == LeaseState.ACTIVE) {
            return;
        }
        this.stateKey = stateKey;
        this.homeServerId = homeServer;
        this.expiresAt = at.plus(CHALLENGED_FOR);
    }

    /** The subscriber is authorized. A session that is being authorized again stays active. */
    public void grant(Instant at) {
        grant(at, at.plus(GRANTED_FOR));
    }

    /**
     * @param expiresAt until when the Accounting-Start must have come
     */
    public void grant(Instant at, Instant expiresAt) {
        stateKey = null;
        if (state == LeaseState.RESERVED) {
            this.state = LeaseState.GRANTED;
            this.grantedAt = at;
            this.expiresAt = expiresAt;
        }
    }

    /** The session has begun. Its keys from accounting are the ones it is known by from now on. */
    public void start(Instant at, SessionKeys keys, @Nullable String sessionId) {
        state = LeaseState.ACTIVE;
        startedAt = at;
        expiresAt = null;
        attemptKey = null;
        stateKey = null;
        acctSessionId = sessionId;
        keys.session().ifPresent(key -> sessionKey = key);
    }

    public void recordStart() {
        startRecorded = true;
    }

    /**
     * Takes an interim's counters, if they are later than what is known.
     *
     * @return whether they were
     */
    public boolean meter(Metering newer) {
        if (newer.sessionSeconds() <= metering.sessionSeconds()) {
            return false;
        }
        metering = newer;
        interims++;
        return true;
    }

    /**
     * What the session used in all, by its Stop: never less than an interim has said. A time that
     * was left out is the time since the Start; one longer than the lease by more than a day is
     * absurd, and is taken for left out.
     */
    public Metering total(Metering stated, Instant stoppedAt) {
        long held = Math.max(0, Duration.between(reservedAt, stoppedAt).toSeconds());
        boolean absurd = !late && stated.sessionSeconds() > held + SECONDS_A_DAY;
        long elapsed =
                startedAt == null
                        ? 0
                        : Math.max(0, Duration.between(startedAt, stoppedAt).toSeconds());
        boolean leftOut = stated.sessionSeconds() == 0 || absurd;
        return new Metering(
                Math.max(metering.sessionSeconds(), leftOut ? elapsed : stated.sessionSeconds()),
                Math.max(metering.inputOctets(), stated.inputOctets()),
                Math.max(metering.outputOctets(), stated.outputOctets()));
    }

    /** The session has ended; the lease is to be removed, and this takes its place. */
    public UsageRecord close(Instant stoppedAt, Metering total, @Nullable Integer terminateCause) {
        return new UsageRecord(
                id,
                place,
                sessionKey,
                acctSessionId,
                startedAt().orElse(stoppedAt.minusSeconds(total.sessionSeconds())),
                stoppedAt,
                startRecorded,
                interims,
                total,
                terminateCause,
                late);
    }

    /** Whether its time runs out by then: nobody has asked again for longer. */
    public boolean expiresBy(Instant instant) {
        return expiresAt != null && !expiresAt.isAfter(instant);
    }

    /** When the session began; empty where no accounting has come. */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }
}
