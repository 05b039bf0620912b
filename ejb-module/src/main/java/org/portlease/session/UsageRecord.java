package org.portlease.session;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
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
    private @Nullable UUID sessionKey;
    private @Nullable String acctSessionId;
    private Instant startedAt;
    private Instant stoppedAt;
    private boolean startRecorded;
    private int interims;
    @Embedded private Metering metering;
    private @Nullable Integer terminateCause;
    private boolean late;

    @SuppressWarnings("NullAway.Init")
    protected UsageRecord() {}

    UsageRecord(
            UUID id,
            Place place,
            @Nullable UUID sessionKey,
            @Nullable String acctSessionId,
            Instant startedAt,
            Instant stoppedAt,
            boolean startRecorded,
            int interims,
            Metering metering,
            @Nullable Integer terminateCause,
            boolean late) {
        this.id = id;
        this.place = place;
        this.sessionKey = sessionKey;
        this.acctSessionId = acctSessionId;
        this.startedAt = startedAt;
        this.stoppedAt = stoppedAt;
        this.startRecorded = startRecorded;
        this.interims = interims;
        this.metering = metering;
        this.terminateCause = terminateCause;
        this.late = late;
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

    public Metering metering() {
        return metering;
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
