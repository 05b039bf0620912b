package org.portlease.session;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.session.Field.Kind;

/**
 * What a closed session used: the evidence that it is billed by. It has the id of its lease, and
 * nothing that tells a client provider's subscriber.
 */
@Entity
@Table(name = "usage_record")
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class UsageRecord {

    /** How the way of a packet reads and writes it. */
    static final Mapping<UUID, UsageRecord> MAPPING =
            new Mapping<>(
                    "usage_record",
                    List.of(
                            Field.of("id", Kind.UUID),
                            Field.of("contract_id", Kind.NUMBER),
                            Field.of("subscriber_id", Kind.NUMBER),
                            Field.of("pop_id", Kind.NUMBER),
                            Field.of("nas_id", Kind.NUMBER),
                            Field.of("port_held", Kind.FLAG),
                            Field.of("burst", Kind.FLAG),
                            Field.of("overflow", Kind.FLAG),
                            Field.of("port_type", Kind.COUNT),
                            Field.of("nas_key", Kind.UUID),
                            Field.of("session_key", Kind.UUID),
                            Field.fixed("key_week", Kind.COUNT),
                            Field.of("acct_session_id", Kind.TEXT),
                            Field.of("reserved_at", Kind.TIME),
                            Field.of("granted_at", Kind.TIME),
                            Field.of("started_at", Kind.TIME),
                            Field.of("stopped_at", Kind.TIME),
                            Field.of("start_recorded", Kind.FLAG),
                            Field.of("interims", Kind.COUNT),
                            Field.of("session_seconds", Kind.NUMBER),
                            Field.of("input_octets", Kind.NUMBER),
                            Field.of("output_octets", Kind.NUMBER),
                            Field.of("end_cause", Kind.TEXT),
                            Field.of("estimated", Kind.FLAG),
                            Field.of("terminate_cause", Kind.COUNT),
                            Field.of("late", Kind.FLAG),
                            Field.of("remarks", Kind.TEXT),
                            Field.of("master_class", Kind.OCTETS),
                            Field.of("closed_at", Kind.TIME),
                            Field.of("settled_at", Kind.TIME),
                            Field.fixed("after_cut", Kind.FLAG),
                            Field.of("usage_file", Kind.COUNT)),
                    UsageRecord::new,
                    UsageRecord::values);

    @Id private UUID id;
    @Embedded private Place place;
    @Embedded private PortUse use;
    private @Nullable UUID nasKey;
    private @Nullable UUID sessionKey;

    /** In which part of the index of session keys it is: its week's, or that of those for good. */
    @Column(updatable = false)
    private int keyWeek;

    private @Nullable String acctSessionId;
    private Instant reservedAt;
    private @Nullable Instant grantedAt;
    private Instant startedAt;
    private Instant stoppedAt;
    private boolean startRecorded;
    private int interims;
    @Embedded private Metering metering;

    @Enumerated(EnumType.STRING)
    private EndCause endCause;

    private boolean estimated;
    private @Nullable Integer terminateCause;
    private boolean late;
    private String remarks;

    @Column(name = "master_class")
    private byte @Nullable [] masterClass;

    private @Nullable Instant closedAt;
    private @Nullable Instant settledAt;

    /** Billing sets and takes it off meanwhile: other changes must not write what it was before. */
    @Column(updatable = false)
    private boolean afterCut;

    private @Nullable Integer usageFile;

    @SuppressWarnings("NullAway.Init")
    protected UsageRecord() {}

    private UsageRecord(Row row) throws SQLException {
        this.id = row.uuid();
        this.place = Place.of(row);
        this.use = PortUse.of(row);
        this.nasKey = row.uuidOrNull();
        this.sessionKey = row.uuidOrNull();
        this.keyWeek = row.count();
        this.acctSessionId = row.textOrNull();
        Instant reserved = row.timeOrNull();
        this.grantedAt = row.timeOrNull();
        this.startedAt = row.time();
        this.reservedAt = reserved == null ? startedAt : reserved; // of the first version's
        this.stoppedAt = row.time();
        this.startRecorded = row.flag();
        this.interims = row.count();
        this.metering = Metering.of(row);
        this.endCause = EndCause.valueOf(row.text());
        this.estimated = row.flag();
        this.terminateCause = row.countOrNull();
        this.late = row.flag();
        this.remarks = row.text();
        this.masterClass = row.octets();
        this.closedAt = row.timeOrNull();
        this.settledAt = row.timeOrNull();
        this.afterCut = row.flag();
        this.usageFile = row.countOrNull();
    }

    private @Nullable Object[] values() {
        return new @Nullable Object[] {
            id,
            place.contractId(),
            place.subscriberId(),
            place.popId(),
            place.nasId(),
            use.portHeld(),
            use.burst(),
            use.overflow(),
            use.portType(),
            nasKey,
            sessionKey,
            keyWeek,
            acctSessionId,
            reservedAt,
            grantedAt,
            startedAt,
            stoppedAt,
            startRecorded,
            interims,
            metering.sessionSeconds(),
            metering.inputOctets(),
            metering.outputOctets(),
            endCause.name(),
            estimated,
            terminateCause,
            late,
            remarks,
            masterClass,
            closedAt,
            settledAt,
            afterCut,
            usageFile
        };
    }

    UsageRecord(
            Lease lease,
            @Nullable String acctSessionId,
            EndCause endCause,
            Instant startedAt,
            Instant stoppedAt,
            Metering metering,
            @Nullable Integer terminateCause) {
        this.id = lease.id();
        this.place = lease.place();
        this.use = lease.use();
        this.nasKey = lease.nasKey().orElse(null);
        this.sessionKey = lease.sessionKey().orElse(null);
        this.acctSessionId = acctSessionId;
        this.reservedAt = lease.reservedAt();
        this.grantedAt = lease.grantedAt().orElse(null);
        this.startedAt = startedAt;
        this.stoppedAt = stoppedAt;
        this.startRecorded = lease.startRecorded();
        this.interims = lease.interims();
        this.metering = metering;
        this.endCause = endCause;
        this.estimated = endCause != EndCause.STOP;
        this.terminateCause = terminateCause;
        this.late = lease.isLate();
        this.remarks = lease.remarks();
        this.masterClass = lease.masterClass().orElse(null);
    }

    public UUID id() {
        return id;
    }

    public Place place() {
        return place;
    }

    public Optional<UUID> sessionKey() {
        return Optional.ofNullable(sessionKey);
    }

    public PortUse use() {
        return use;
    }

    public Metering metering() {
        return metering;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant stoppedAt() {
        return stoppedAt;
    }

    public EndCause endCause() {
        return endCause;
    }

    public boolean startRecorded() {
        return startRecorded;
    }

    String remarks() {
        return remarks;
    }

    /** Whether no Stop has said how long it lasted. */
    public boolean isEstimated() {
        return estimated;
    }

    /** An interim has come that says more than the estimate. */
    void raise(Metering total) {
        metering = total;
        stoppedAt = startedAt.plusSeconds(total.sessionSeconds());
    }

    /** It is new, and of a period that has been closed: the next invoice has it. */
    void markAfterCut() {
        afterCut = true;
    }

    /**
     * Which daily file has what it says now.
     *
     * @param file null for the one of the day of its stop
     */
    void fileIn(@Nullable Integer file) {
        usageFile = file;
    }

    /** It is found by our Class: by its session's key, for {@link KeyWeek#LOOKED_BACK} weeks. */
    void findByClass(Instant now) {
        keyWeek = KeyWeek.of(now);
    }

    /** When its end was found out, or reported. */
    void found(Instant now) {
        closedAt = now;
    }

    /**
     * Whether a report that happened then shows that it went on: where its end was only inferred
     * from silence any, else one of after the end was found.
     */
    public boolean isOutlivedBy(Instant at) {
        return switch (endCause) {
            case STOP, SUPERSEDED, ID_REUSED -> false;
            case INTERIMS_SILENT, TOO_LONG -> true;
            case NAS_REBOOT -> closedAt == null || at.isAfter(closedAt);
        };
    }

    Instant reservedAt() {
        return reservedAt;
    }

    @Nullable Instant grantedAt() {
        return grantedAt;
    }

    boolean isLate() {
        return late;
    }

    /** The Class that an external Master RADIUS server gave the virtual subscriber. */
    public Optional<byte[]> masterClass() {
        return Optional.ofNullable(masterClass);
    }

    public void remark(Oddity oddity) {
        remarks = oddity.addTo(remarks);
    }

    /** The Stop has come after all: it says how long the session lasted. */
    void settle(
            Instant newStoppedAt,
            Metering total,
            @Nullable Integer newTerminateCause,
            Instant now) {
        settledAt = now;
        stoppedAt = newStoppedAt;
        metering = total;
        terminateCause = newTerminateCause;
        endCause = EndCause.STOP;
        estimated = false;
    }

    /**
     * Whether a report of the same NAS and Acct-Session-Id, whose session had begun by this time,
     * speaks of this session; a later one is of a new session that reuses the Acct-Session-Id.
     */
    public boolean isOfSessionBegun(Instant begun) {
        return !begun.isAfter(stoppedAt);
    }

    /** A Start that came after its Stop. */
    public void recordStart() {
        startRecorded = true;
    }
}
