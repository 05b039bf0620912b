package org.portlease.session;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a closed session used: the evidence that it is billed by. It has the id of its lease, and
 * nothing that tells a client provider's subscriber.
 */
@Entity
@Table(name = "usage_record")
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class UsageRecord {

    @Id private UUID id;
    @Embedded private Place place;
    @Embedded private PortUse use;
    private @Nullable UUID nasKey;
    private @Nullable UUID sessionKey;
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

    @SuppressWarnings("NullAway.Init")
    protected UsageRecord() {}

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

    /** The Stop has come after all: it says how long the session lasted. */
    void settle(Instant newStoppedAt, Metering total, @Nullable Integer newTerminateCause) {
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
