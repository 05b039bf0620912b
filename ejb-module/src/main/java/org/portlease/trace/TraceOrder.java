package org.portlease.trace;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Checks;

/**
 * Somebody's order to follow the next requests that meet a filter. It is armed until so many were
 * followed, its time is over, or it is disarmed; then it stays as long as its traces may be read.
 */
@Entity
@Table(name = "trace_order")
public class TraceOrder {

    public static final int MOST_REQUESTS = 100;
    public static final Duration LONGEST = Duration.ofHours(1);

    @Id private UUID id;
    private @Nullable Long nasId;
    private @Nullable UUID nameKey;
    private @Nullable UUID stationKey;
    private int most;
    private int taken;
    private String armedBy;
    private String reason;
    private Instant armedAt;
    private Instant expiresAt;

    @SuppressWarnings("NullAway.Init")
    protected TraceOrder() {}

    private TraceOrder(
            TraceFilter filter,
            int most,
            Duration lasting,
            String armedBy,
            String reason,
            Instant now) {
        this.id = UUID.randomUUID();
        this.nasId = filter.nasId();
        this.nameKey = filter.name();
        this.stationKey = filter.station();
        this.most = Checks.between("requests to follow", most, 1, MOST_REQUESTS);
        this.armedBy = armedBy;
        this.reason = reason;
        this.armedAt = now.truncatedTo(ChronoUnit.MILLIS);
        this.expiresAt =
                armedAt.plus(
                        Checks.seconds(
                                "the time of a trace", lasting, 1, (int) LONGEST.toSeconds()));
    }

    /**
     * @param most how many requests it follows, 100 at most
     * @param lasting until when it is armed, an hour at most
     */
    public static TraceOrder arm(
            TraceFilter filter,
            int most,
            Duration lasting,
            String armedBy,
            String reason,
            Instant now) {
        return new TraceOrder(filter, most, lasting, armedBy, reason, now);
    }

    /** Ends it; what it has followed may still be read. */
    void disarm(Instant now) {
        if (now.isBefore(expiresAt)) {
            expiresAt = now.truncatedTo(ChronoUnit.MILLIS);
        }
    }

    public UUID id() {
        return id;
    }

    public TraceFilter filter() {
        return new TraceFilter(nasId, nameKey, stationKey);
    }

    public int most() {
        return most;
    }

    public int taken() {
        return taken;
    }

    public String armedBy() {
        return armedBy;
    }

    public String reason() {
        return reason;
    }

    public Instant armedAt() {
        return armedAt;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    /** Whether it still waits for requests. */
    public boolean isArmed(Instant now) {
        return taken < most && now.isBefore(expiresAt);
    }
}
