package org.portlease.session;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is left of a lease that no session has used: when it was taken, granted and given back, and
 * why. Evidence for a month; it does not tell whose it was.
 */
@Entity
@Table(name = "released_lease")
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class ReleasedLease {

    @Id private UUID id;
    @Embedded private Place place;
    private Instant reservedAt;
    private @Nullable Instant grantedAt;
    private Instant releasedAt;

    @Enumerated(EnumType.STRING)
    private ReleaseCause cause;

    @SuppressWarnings("NullAway.Init")
    protected ReleasedLease() {}

    ReleasedLease(
            UUID id,
            Place place,
            Instant reservedAt,
            @Nullable Instant grantedAt,
            Instant releasedAt,
            ReleaseCause cause) {
        this.id = id;
        this.place = place;
        this.reservedAt = reservedAt;
        this.grantedAt = grantedAt;
        this.releasedAt = releasedAt;
        this.cause = cause;
    }

    public UUID id() {
        return id;
    }
}
