package org.portlease.session;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The most ports that were in use at once in five minutes, of a point of presence, a contract or a
 * share. A slot in which nothing changed has no row: what the latest earlier row had at its end was
 * in use all the time.
 */
@Entity
@Table(name = "port_peak")
@IdClass(PortPeak.Key.class)
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class PortPeak {

    /** Of which capacity row, and when the five minutes began. */
    public record Key(@Nullable Long capacityId, @Nullable Instant slotAt)
            implements Serializable {}

    @Id private Long capacityId;
    @Id private Instant slotAt;
    private int most;

    @Column(name = "last")
    private int atItsEnd;

    @SuppressWarnings("NullAway.Init")
    protected PortPeak() {}

    PortPeak(long capacityId, Instant slotAt, int most, int atItsEnd) {
        this.capacityId = capacityId;
        this.slotAt = slotAt;
        this.most = most;
        this.atItsEnd = atItsEnd;
    }

    Instant slotAt() {
        return slotAt;
    }

    public int most() {
        return most;
    }

    public int atItsEnd() {
        return atItsEnd;
    }
}
