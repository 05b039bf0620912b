package org.portlease.session;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session has begun or ended: for those who listen, and soon forgotten. */
@Entity
@Table(name = "session_event")
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class SessionEvent {

    /** What happened. */
    public enum Kind {
        STARTED,
        ENDED,
        /** Somebody listens again: what happened before that nobody has noted. */
        RECORDING
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    private @Nullable UUID leaseId;
    private @Nullable Long contractId;
    private @Nullable Long popId;
    private @Nullable Long nasId;
    private Instant at;
    private @Nullable Long seconds;
    private @Nullable String cause;

    @SuppressWarnings("NullAway.Init")
    protected SessionEvent() {}

    private SessionEvent(Kind kind, Instant at) {
        this.kind = kind;
        this.at = at;
    }

    private SessionEvent(Kind kind, UUID leaseId, Place place, Instant at) {
        this(kind, at);
        this.leaseId = leaseId;
        this.contractId = place.contractId();
        this.popId = place.popId();
        this.nasId = place.nasId();
    }

    static SessionEvent started(Lease lease, Instant at) {
        return new SessionEvent(Kind.STARTED, lease.id(), lease.place(), at);
    }

    static SessionEvent ended(UsageRecord record) {
        var event = new SessionEvent(Kind.ENDED, record.id(), record.place(), record.stoppedAt());
        event.seconds = record.metering().sessionSeconds();
        event.cause = record.endCause().name();
        return event;
    }

    static SessionEvent recording(Instant at) {
        return new SessionEvent(Kind.RECORDING, at);
    }
}
