package org.portlease.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.session.Field.Kind;

/**
 * A port held for a session.
 *
 * <p>Its life: an admission {@linkplain #reserve reserves} it while the client provider is asked; a
 * Challenge {@linkplain #challenged prolongs} the conversation; an Accept {@linkplain #grant
 * grants} it; the first accounting {@linkplain #start starts} the session; interims {@linkplain
 * #heard renew} it and {@linkplain #meter meter} it; a Stop {@linkplain #close closes} it into a
 * {@link UsageRecord}, and so does, {@linkplain #closeByEvidence up to the last evidence}, whatever
 * ends a session without a Stop. A Reject, silence, or the expiry of what never started releases it
 * into a {@link ReleasedLease}. Changed only under its row's lock.
 */
@Entity
@Table(name = "lease")
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class Lease {

    /** How long a grant waits for its Accounting-Start. */
    public static final Duration GRANTED_FOR = Duration.ofSeconds(120);

    /** How long a Challenge waits for the subscriber, and a call for its Access-Request. */
    public static final Duration CHALLENGED_FOR = Duration.ofSeconds(60);

    /** How the way of a packet reads and writes it. */
    static final Mapping<UUID, Lease> MAPPING =
            new Mapping<>(
                    "lease",
                    List.of(
                            Field.of("id", Kind.UUID),
                            Field.often("state", Kind.TEXT),
                            Field.of("contract_id", Kind.NUMBER),
                            Field.of("subscriber_id", Kind.NUMBER),
                            Field.of("pop_id", Kind.NUMBER),
                            Field.of("nas_id", Kind.NUMBER),
                            Field.of("port_held", Kind.FLAG),
                            Field.of("burst", Kind.FLAG),
                            Field.of("overflow", Kind.FLAG),
                            Field.of("port_type", Kind.COUNT),
                            Field.of("nas_key", Kind.UUID),
                            Field.of("nas_address", Kind.TEXT),
                            Field.of("subject_key", Kind.UUID),
                            Field.of("session_key", Kind.UUID).asUnique(),
                            Field.often("attempt_key", Kind.UUID).asUnique(),
                            Field.of("state_key", Kind.UUID),
                            Field.of("line_key", Kind.UUID),
                            Field.of("port_key", Kind.UUID),
                            Field.of("multi_key", Kind.UUID),
                            Field.of("acct_session_id", Kind.TEXT),
                            Field.of("home_server_id", Kind.NUMBER),
                            Field.of("master_class", Kind.OCTETS),
                            Field.often("likeness", Kind.OCTETS),
                            Field.of("reserved_at", Kind.TIME),
                            Field.often("granted_at", Kind.TIME),
                            Field.often("started_at", Kind.TIME),
                            Field.of("reopened_at", Kind.TIME),
                            Field.often("last_seen_at", Kind.TIME),
                            Field.often("expires_at", Kind.TIME),
                            Field.often("sweep_at", Kind.TIME),
                            Field.often("interim_seconds", Kind.COUNT),
                            Field.often("allowance", Kind.NUMBER),
                            Field.often("start_recorded", Kind.FLAG),
                            Field.often("interims", Kind.COUNT),
                            Field.often("session_seconds", Kind.NUMBER),
                            Field.often("input_octets", Kind.NUMBER),
                            Field.often("output_octets", Kind.NUMBER),
                            Field.of("late", Kind.FLAG),
                            Field.of("call_check", Kind.FLAG),
                            Field.of("for_proxy", Kind.FLAG),
                            Field.of("backlog", Kind.FLAG),
                            Field.often("named_by_class", Kind.FLAG),
                            Field.of("remarks", Kind.TEXT)),
                    Lease::new,
                    Lease::values);

    @Id private UUID id;

    @Enumerated(EnumType.STRING)
    private LeaseState state;

    @Embedded private Place place;
    @Embedded private PortUse use;
    @Embedded private @Nullable Origin origin;
    @Embedded private @Nullable HeldKeys keys;
    private @Nullable String acctSessionId;
    private @Nullable Long homeServerId;

    @Column(name = "master_class")
    private byte @Nullable [] masterClass;

    private byte @Nullable [] likeness;
    private Instant reservedAt;
    private @Nullable Instant grantedAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant reopenedAt;
    private @Nullable Instant lastSeenAt;
    private @Nullable Instant expiresAt;

    /** Never later than {@link #expiresAt}, and seldom changed, since it is in an index. */
    private @Nullable Instant sweepAt;

    private @Nullable Integer interimSeconds;
    private @Nullable Long allowance;
    private boolean startRecorded;
    private int interims;
    @Embedded private Metering metering;
    private boolean late;
    private boolean callCheck;
    private boolean forProxy;
    private boolean backlog;
    private boolean namedByClass;
    private String remarks;

    @SuppressWarnings("NullAway.Init")
    protected Lease() {}

    private Lease(Row row) throws SQLException {
        this.id = row.uuid();
        this.state = LeaseState.valueOf(row.text());
        this.place = Place.of(row);
        this.use = PortUse.of(row);
        this.origin = Origin.of(row);
        this.keys = HeldKeys.of(row);
        this.acctSessionId = row.textOrNull();
        this.homeServerId = row.numberOrNull();
        this.masterClass = row.octets();
        this.likeness = row.octets();
        this.reservedAt = row.time();
        this.grantedAt = row.timeOrNull();
        this.startedAt = row.timeOrNull();
        this.reopenedAt = row.timeOrNull();
        this.lastSeenAt = row.timeOrNull();
        this.expiresAt = row.timeOrNull();
        this.sweepAt = row.timeOrNull();
        this.interimSeconds = row.countOrNull();
        this.allowance = row.numberOrNull();
        this.startRecorded = row.flag();
        this.interims = row.count();
        this.metering = Metering.of(row);
        this.late = row.flag();
        this.callCheck = row.flag();
        this.forProxy = row.flag();
        this.backlog = row.flag();
        this.namedByClass = row.flag();
        this.remarks = row.text();
    }

    private @Nullable Object[] values() {
        HeldKeys known = keys();
        Origin from = origin == null ? Origin.UNKNOWN : origin;
        return new @Nullable Object[] {
            id,
            state.name(),
            place.contractId(),
            place.subscriberId(),
            place.popId(),
            place.nasId(),
            use.portHeld(),
            use.burst(),
            use.overflow(),
            use.portType(),
            from.nasKey(),
            from.nasAddress(),
            from.subjectKey(),
            known.sessionKey(),
            known.attemptKey(),
            known.stateKey(),
            known.lineKey(),
            known.portKey(),
            known.bundleKey(),
            acctSessionId,
            homeServerId,
            masterClass,
            likeness,
            reservedAt,
            grantedAt,
            startedAt,
            reopenedAt,
            lastSeenAt,
            expiresAt,
            sweepAt,
            interimSeconds,
            allowance,
            startRecorded,
            interims,
            metering.sessionSeconds(),
            metering.inputOctets(),
            metering.outputOctets(),
            late,
            callCheck,
            forProxy,
            backlog,
            namedByClass,
            remarks
        };
    }

    private Lease(UUID id, Place place, Instant at) {
        this.id = id;
        this.place = place;
        this.use = PortUse.PLAIN;
        this.state = LeaseState.RESERVED;
        this.reservedAt = at;
        this.metering = Metering.NONE;
        this.remarks = "";
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
        lease.keys = HeldKeys.ofAttempt(keys);
        lease.acctSessionId = acctSessionId;
        lease.expireAt(expiresAt);
        return lease;
    }

    /** Takes a port for a call that is answered only if there is one (Call-Check). */
    public static Lease forCall(UUID id, Place place, SessionKeys keys, Instant at) {
        var lease = new Lease(id, place, at);
        lease.keys = HeldKeys.ofCall(keys);
        lease.callCheck = true;
        lease.expireAt(at.plus(CHALLENGED_FOR));
        return lease;
    }

    /** Takes a port for a session that accounting reports and no lease is open for: flagged. */
    public static Lease late(
            UUID id, Place place, SessionKeys keys, @Nullable String acctSessionId, Instant at) {
        var lease = new Lease(id, place, at);
        lease.keys = HeldKeys.ofSession(keys);
        lease.acctSessionId = acctSessionId;
        lease.late = true;
        return lease;
    }

    /** Takes a port again for a session whose end was estimated and that goes on. */
    static Lease reopened(
            UsageRecord record, SessionKeys keys, @Nullable String acctSessionId, Instant at) {
        var lease = new Lease(record.id(), record.place(), record.reservedAt());
        lease.grantedAt = record.grantedAt();
        lease.late = record.isLate();
        lease.masterClass = record.masterClass().orElse(null);
        lease.reopenedAt = at;
        lease.keys = HeldKeys.ofSession(keys);
        lease.use = record.use();
        lease.state = LeaseState.ACTIVE;
        lease.startedAt = record.startedAt();
        lease.lastSeenAt = record.stoppedAt();
        lease.acctSessionId = acctSessionId;
        lease.startRecorded = record.startRecorded();
        lease.metering = record.metering();
        lease.remarks = record.remarks();
        lease.remark(Oddity.REOPENED);
        lease.backlog = true; // our Stop of it may not have been delivered yet
        return lease;
    }

    HeldKeys keys() {
        return keys == null ? HeldKeys.NONE : keys; // as Hibernate reads a row without any
    }

    /** Says where its packets come from. */
    public Lease from(Origin newOrigin) {
        origin = origin == null ? newOrigin : newOrigin.orSubjectOf(origin);
        return this;
    }

    /** Says how it uses its port; to be said before it is taken. */
    public Lease using(PortUse newUse) {
        use = newUse;
        return this;
    }

    /** A virtual subscriber's: the proxy that asks tells the client of the session. */
    public Lease forProxy() {
        forProxy = true;
        return this;
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

    public PortUse use() {
        return use;
    }

    public Optional<UUID> sessionKey() {
        return keys().session();
    }

    /** Whether a Challenge waits for the subscriber. */
    public boolean isConversing() {
        return keys().state().isPresent();
    }

    /** Whether it may be of a subscriber whose packets come from there. */
    public boolean mayBeOfSubject(Origin other) {
        return origin == null || origin.mayBeOfSubject(other);
    }

    /** The address that its packets come from; empty where none has said. */
    public Optional<String> nasAddress() {
        return Optional.ofNullable(origin).map(Origin::nasAddress);
    }

    /** The home server that a conversation is under way with. */
    public OptionalLong homeServer() {
        return homeServerId == null ? OptionalLong.empty() : OptionalLong.of(homeServerId);
    }

    /** The Class that an external Master RADIUS server gave the virtual subscriber. */
    public Optional<byte[]> masterClass() {
        return Optional.ofNullable(masterClass);
    }

    /** What its NAS and its client know the session by, encrypted: for what we tell them of it. */
    public Optional<byte[]> likeness() {
        return Optional.ofNullable(likeness);
    }

    public boolean startRecorded() {
        return startRecorded;
    }

    /** Whether it was taken for a call whose Access-Request has not come yet. */
    public boolean isForCall() {
        return callCheck;
    }

    /** Whether a proxy tells the client of the session, so that we do not. */
    public boolean isForProxy() {
        return forProxy;
    }

    /** Whether reports are stored that a client's server has not got yet. */
    public boolean backlog() {
        return backlog;
    }

    /** Later reports are to be stored, too: they must not overtake. */
    public void markBacklog() {
        backlog = true;
    }

    public void clearBacklog() {
        backlog = false;
    }

    /** The connection time that is promised to it, in seconds from its start. */
    public OptionalLong allowance() {
        return allowance == null ? OptionalLong.empty() : OptionalLong.of(allowance);
    }

    void allow(@Nullable Long seconds) {
        allowance = seconds;
    }

    void use(PortUse newUse) {
        use = newUse;
    }

    /** The attempt goes on, asked again: its reservation is prolonged. A granted one stays so. */
    public void askedAgain(Instant newExpiresAt) {
        if (state == LeaseState.RESERVED
                && (expiresAt == null || newExpiresAt.isAfter(expiresAt))) {
            expireAt(newExpiresAt);
        }
    }

    /** The call's Access-Request has come. */
    public void answered(SessionKeys newKeys, @Nullable String sessionId, Origin newOrigin) {
        callCheck = false;
        keys = HeldKeys.ofAttempt(newKeys);
        acctSessionId = sessionId;
        origin = newOrigin;
    }

    public void masterAdmitted(byte @Nullable [] newMasterClass) {
        masterClass = newMasterClass;
    }

    /** A home server asks the subscriber for more (RFC 2865 section 4.4). */
    public void challenged(@Nullable UUID newStateKey, long homeServer, Instant at) {
        keys = keys().withState(newStateKey);
        homeServerId = homeServer;
        if (state != LeaseState.ACTIVE) {
            expireAt(at.plus(CHALLENGED_FOR));
        }
    }

    /** The subscriber is authorized. A session that is being authorized again stays active. */
    public void grant(Instant at) {
        grant(at, at.plus(GRANTED_FOR));
    }

    /**
     * @param newExpiresAt until when the Accounting-Start must have come
     */
    public void grant(Instant at, Instant newExpiresAt) {
        endConversation();
        if (state != LeaseState.ACTIVE) {
            state = LeaseState.GRANTED;
            grantedAt = at;
            expireAt(newExpiresAt);
        }
    }

    /** No State is waited for any more, and no home server is the one to ask. */
    public void endConversation() {
        keys = keys().withState(null);
        homeServerId = null;
    }

    /** How often its NAS is asked to report it from now on, in seconds; null leaves it. */
    public void reportEvery(@Nullable Integer interim) {
        interimSeconds = interim == null ? interimSeconds : interim;
    }

    /**
     * What the session is known by.
     *
     * @param newLikeness encrypted
     */
    public void describe(byte[] newLikeness) {
        likeness = newLikeness;
    }

    /** The session has begun. Its keys from accounting are the ones it is known by from now on. */
    public void start(Instant at, SessionKeys reported, @Nullable String sessionId) {
        state = LeaseState.ACTIVE;
        startedAt = at;
        lastSeenAt = at;
        expiresAt = null;
        acctSessionId = sessionId;
        keys = keys().begun(reported);
    }

    public void recordStart() {
        startRecorded = true;
    }

    /**
     * A report is about to be recorded.
     *
     * @param named the lease that our Class in it names
     */
    public void reportedBy(Optional<UUID> named) {
        boolean byClass = named.filter(id::equals).isPresent();
        namedByClass = byClass && (namedByClass || state != LeaseState.ACTIVE);
    }

    /** Whether our Class has named it in its Start and in each report since. */
    boolean isNamedByClass() {
        return startRecorded && namedByClass;
    }

    /**
     * Accounting has come: for how long the session may be silent now.
     *
     * @param at when it happened, by the NAS
     * @param now when it came
     * @param silence how its NAS reports
     */
    public void heard(Instant at, Instant now, Silence silence) {
        if (lastSeenAt == null || at.isAfter(lastSeenAt)) {
            lastSeenAt = at;
        }
        expireAt(
                silence.over(
                        interims > 0, interimSeconds, startedAt == null ? now : startedAt, now));
    }

    /**
     * Whether it could have been heard of since we listen; else it is given the time that it may be
     * silent, from then on.
     *
     * @param silence how its NAS reports
     */
    public boolean hadItsChance(Silence silence, Instant listeningSince, Instant now) {
        if (lastSeenAt == null || !lastSeenAt.isBefore(listeningSince)) {
            return true;
        }
        Instant until =
                silence.over(
                        interims > 0,
                        interimSeconds,
                        startedAt == null ? lastSeenAt : startedAt,
                        listeningSince);
        if (!until.isAfter(now)) {
            return true;
        }
        expireAt(until);
        return false;
    }

    /** Whether it is a session of that NAS's. */
    public boolean isAt(UUID nasKey) {
        return origin != null && nasKey.equals(origin.nasKey());
    }

    /** Whether more is to be known of it than is: a session from before we kept that. */
    public boolean isUndescribed() {
        return likeness == null || origin == null || origin.nasKey() == null;
    }

    /**
     * Whether it was taken without an Acct-Session-Id: a re-authentication finds it by its line.
     */
    public boolean isOfLine() {
        return keys().lineKey() != null;
    }

    /** When accounting last spoke of it; empty before the first. */
    public Optional<Instant> lastSeenAt() {
        return Optional.ofNullable(lastSeenAt);
    }

    /** Whether its interims can have fallen silent. */
    public boolean hasInterims() {
        return interims > 0;
    }

    /** What its NAS counted, as far as it has told. */
    public Metering metering() {
        return metering;
    }

    /** Takes an interim's counters, if they are later than what is known. */
    public void meter(Metering newer) {
        if (newer.sessionSeconds() > metering.sessionSeconds()) {
            metering = metering.orMore(newer);
            interims++;
        }
    }

    public void remark(Oddity oddity) {
        remarks = oddity.addTo(remarks);
    }

    /** The session has ended; the lease is to be removed, and this takes its place. */
    public UsageRecord close(Instant stoppedAt, Metering total, @Nullable Integer terminateCause) {
        return record(EndCause.STOP, stoppedAt, total, terminateCause);
    }

    /** The session has ended without a Stop: it lasted until accounting last spoke of it. */
    public UsageRecord closeByEvidence(EndCause cause) {
        Instant began = startedAt().orElse(reservedAt);
        Instant until = began.plusSeconds(metering.sessionSeconds());
        return record(cause, until, metering, cause.terminateCause());
    }

    private UsageRecord record(
            EndCause cause, Instant until, Metering total, @Nullable Integer terminateCause) {
        return new UsageRecord(
                this,
                acctSessionId,
                cause,
                startedAt().orElse(until.minusSeconds(total.sessionSeconds())),
                until,
                total,
                terminateCause);
    }

    ReleasedLease release(Instant at, ReleaseCause cause) {
        return new ReleasedLease(id, place, reservedAt, grantedAt, at, cause);
    }

    /** Whether its time runs out by then: nobody has asked again for longer. */
    public boolean expiresBy(Instant instant) {
        return expiresAt != null && !expiresAt.isAfter(instant);
    }

    private void expireAt(Instant instant) {
        expiresAt = instant;
        if (sweepAt == null || sweepAt.isAfter(instant)) {
            sweepAt = instant;
        }
    }

    /** Whether a sweep is to look by then whether its time has run out. */
    public boolean isToBeSweptBy(Instant instant) {
        return sweepAt != null && !sweepAt.isAfter(instant);
    }

    /** A sweep has found that it has time left, and need not look before that has run out. */
    public void sweepWhenExpired() {
        sweepAt = expiresAt;
    }

    public Instant reservedAt() {
        return reservedAt;
    }

    Optional<Instant> grantedAt() {
        return Optional.ofNullable(grantedAt);
    }

    /** When the session began; empty where no accounting has come. */
    public Optional<Instant> startedAt() {
        return Optional.ofNullable(startedAt);
    }

    Optional<UUID> nasKey() {
        return Optional.ofNullable(origin).map(Origin::nasKey);
    }

    int interims() {
        return interims;
    }

    public boolean isLate() {
        return late;
    }

    String remarks() {
        return remarks;
    }
}
