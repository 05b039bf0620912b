package org.portlease.outbound;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/**
 * A report that the NAS was acknowledged for and a provider's servers have not got yet.
 *
 * <p>Its life: {@linkplain Backlog stored} in the transaction that acknowledges the NAS;
 * {@linkplain #claim claimed} by the node that sends it, for as long as that may take; removed when
 * it is acknowledged, else {@linkplain #putOff put off}.
 */
@Entity
@Table(name = "stored_report")
@DynamicUpdate // a claim does not write the payload again
@SuppressWarnings("UnusedVariable") // columns that only queries read
public class StoredReport {

    @Id private UUID id;
    private UUID position;
    private long homeGroup;
    private UUID leaseId;
    private byte[] payload;
    private Instant delayFrom;
    private @Nullable Long contractId;
    private byte @Nullable [] masterClass;
    @Embedded private @Nullable OwnStop stop;
    private Instant storedAt;
    private @Nullable Instant claimedUntil;
    private boolean putOff;

    @SuppressWarnings("NullAway.Init")
    protected StoredReport() {}

    /**
     * A NAS's report.
     *
     * @param homeGroup whose home servers are to get it: a provider's id, or 0 for the Master's
     * @param leaseId its session's: those of one session are delivered in order
     * @param id the same for each copy of it
     * @param event the id of the event that brought it, which orders it
     * @param payload the packet's octets, encrypted
     * @param delayFrom when its Acct-Delay-Time was zero
     */
    public StoredReport(
            long homeGroup,
            UUID leaseId,
            UUID id,
            UUID event,
            byte[] payload,
            Instant delayFrom,
            Instant now) {
        this.homeGroup = homeGroup;
        this.leaseId = leaseId;
        this.id = id;
        this.position = event;
        this.payload = payload;
        this.delayFrom = delayFrom;
        this.storedAt = now;
    }

    /** A Stop of ours, for a session whose NAS sent none. */
    StoredReport(long homeGroup, SilentEnd end, UUID event, Instant now) {
        this(
                homeGroup,
                end.leaseId(),
                idOf(homeGroup, end.leaseId(), OwnStop.KEY, end.total().sessionSeconds()),
                event,
                end.likeness(),
                end.at(),
                now);
        this.contractId = end.contractId();
        this.masterClass = end.masterClass();
        this.stop = OwnStop.of(end);
    }

    /**
     * What all copies of a report of a known session have in common.
     *
     * @param statusType Acct-Status-Type
     * @param seconds what tells the interims of a session apart, 0 for a Start or Stop
     */
    public static UUID idOf(long homeGroup, UUID leaseId, long statusType, long seconds) {
        return UUID.nameUUIDFromBytes(
                ByteBuffer.allocate(40)
                        .putLong(homeGroup)
                        .putLong(leaseId.getMostSignificantBits())
                        .putLong(leaseId.getLeastSignificantBits())
                        .putLong(statusType)
                        .putLong(seconds)
                        .array());
    }

    /** The same for each copy of the report. */
    public UUID id() {
        return id;
    }

    public long homeGroup() {
        return homeGroup;
    }

    public UUID leaseId() {
        return leaseId;
    }

    /** The packet's octets, or the session's attributes where the Stop is ours; encrypted. */
    public byte[] payload() {
        return payload;
    }

    public Instant delayFrom() {
        return delayFrom;
    }

    /** What the Stop says, where it is ours. */
    public Optional<OwnStop> stop() {
        return Optional.ofNullable(stop);
    }

    /** Whose virtual subscriber's session it was, where the Stop is ours. */
    public OptionalLong contractId() {
        return contractId == null ? OptionalLong.empty() : OptionalLong.of(contractId);
    }

    /** The Class that the Master knows the session by, where the Stop is ours. */
    public Optional<byte[]> masterClass() {
        return Optional.ofNullable(masterClass);
    }

    /** Whether both are of one session and go to the same servers. */
    boolean isOfSameRoute(StoredReport other) {
        return homeGroup == other.homeGroup && leaseId.equals(other.leaseId);
    }

    /** Is delivered after the other one, if it was not anyhow. */
    void follow(StoredReport other) {
        UUID before = other.position;
        int order =
                Long.compareUnsigned(
                        position.getMostSignificantBits(), before.getMostSignificantBits());
        if (order < 0) {
            position =
                    new UUID(before.getMostSignificantBits(), before.getLeastSignificantBits() + 1);
        }
    }

    void claim(Instant until) {
        claimedUntil = until;
        putOff = false;
    }

    boolean isClaimed(Instant until) {
        return until.equals(claimedUntil);
    }

    /** May be sent again at once. */
    void release() {
        claimedUntil = null;
    }

    /** Not to be sent before then. */
    void putOff(Instant until) {
        claimedUntil = until;
        putOff = true;
    }
}
