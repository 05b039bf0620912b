package org.portlease.storm;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.wire.WirePacket;

/**
 * One connection as its NAS tells of it, from the Access-Request on, and what of that was
 * acknowledged. Its NAS's actor's; whoever comes after the storm may read it.
 */
final class StormSession {

    private static final byte LEASE_MARK = 0x50;
    private static final int LEASE_MARK_LENGTH = 32;
    private static final int OCTETS_A_SECOND = 1000;

    private final NasPlan nas;
    private final String id;
    private final String userName;
    private final int port;
    private List<WireAttribute> classes = List.of();
    private long acceptedAt;
    private @Nullable UUID lease;
    private boolean started;
    private boolean startAcknowledged;
    private int secondsTold;
    private int secondsAcknowledged;
    private boolean stopped;
    private boolean stopAcknowledged;

    StormSession(NasPlan nas, String id, String userName, int port) {
        this.nas = nas;
        this.id = id;
        this.userName = userName;
        this.port = port;
    }

    Draft access() {
        return identified(Draft.accessRequest(userName).pap("storm-secret"))
                .with(Wire.ACCT_SESSION_ID, id);
    }

    /** Takes from the Accept what accounting must repeat, and the lease that it names. */
    void accepted(WirePacket accept) {
        acceptedAt = System.nanoTime();
        classes = accept.all(Wire.CLASS);
        lease =
                classes.stream()
                        .map(WireAttribute::value)
                        .filter(v -> v.length == LEASE_MARK_LENGTH && v[0] == LEASE_MARK)
                        .map(v -> ByteBuffer.wrap(v, 1, 16))
                        .map(octets -> new UUID(octets.getLong(), octets.getLong()))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("no lease in " + accept));
    }

    Draft start(int delay) {
        started = true;
        return accounting(Wire.START, delay);
    }

    Draft interim(int seconds, int delay) {
        secondsTold = Math.max(secondsTold, seconds);
        return counted(Wire.INTERIM, seconds, delay);
    }

    Draft stop(int seconds, int delay) {
        stopped = true;
        secondsTold = seconds;
        return counted(Wire.STOP, seconds, delay).with(Wire.ACCT_TERMINATE_CAUSE, 1);
    }

    private Draft counted(int status, int seconds, int delay) {
        return accounting(status, delay)
                .with(Wire.ACCT_SESSION_TIME, seconds)
                .with(Wire.ACCT_INPUT_OCTETS, seconds * OCTETS_A_SECOND)
                .with(Wire.ACCT_OUTPUT_OCTETS, seconds * OCTETS_A_SECOND);
    }

    private Draft accounting(int status, int delay) {
        Draft draft =
                identified(Draft.accountingRequest(status, id).with(Wire.USER_NAME, userName))
                        .with(Wire.ACCT_DELAY_TIME, delay);
        return nas.habit() == NasPlan.Habit.FORGETFUL ? draft : draft.with(classes);
    }

    private Draft identified(Draft draft) {
        return draft.with(Wire.NAS_IDENTIFIER, nas.name())
                .with(Wire.NAS_PORT, port)
                .with(
                        Wire.CALLING_STATION_ID,
                        "+49307" + nas.number() + String.format("%04d", port));
    }

    void startAcknowledged() {
        startAcknowledged = true;
    }

    void interimAcknowledged(int seconds) {
        secondsAcknowledged = Math.max(secondsAcknowledged, seconds);
    }

    void stopAcknowledged() {
        stopAcknowledged = true;
        secondsAcknowledged = secondsTold;
    }

    /** How long it has lasted so far. */
    int seconds() {
        return (int) ((System.nanoTime() - acceptedAt) / 1_000_000_000L);
    }

    NasPlan nas() {
        return nas;
    }

    String id() {
        return id;
    }

    String userName() {
        return userName;
    }

    /** The Class that its home server gave it, as it comes back there, or "". */
    String homeClass() {
        return nas.habit() == NasPlan.Habit.FORGETFUL || classes.isEmpty()
                ? ""
                : classes.get(0).text();
    }

    /** The lease that was granted, where an Accept arrived. */
    Optional<UUID> lease() {
        return Optional.ofNullable(lease);
    }

    /** Whether any accounting was sent for it. */
    boolean isKnown() {
        return started;
    }

    boolean isStartAcknowledged() {
        return startAcknowledged;
    }

    boolean isStopped() {
        return stopped;
    }

    boolean isStopAcknowledged() {
        return stopAcknowledged;
    }

    /** The most seconds that an acknowledged report has told. */
    int secondsAcknowledged() {
        return secondsAcknowledged;
    }

    /** The most seconds that any report has told. */
    int secondsTold() {
        return secondsTold;
    }

    @Override
    public String toString() {
        return String.format(
                "session %s of %s at %s (lease %s; Start %s; %d s told, %d s acknowledged; Stop %s)",
                id,
                userName,
                nas.name(),
                lease,
                startAcknowledged ? "acknowledged" : started ? "sent" : "not sent",
                secondsTold,
                secondsAcknowledged,
                stopAcknowledged ? "acknowledged" : stopped ? "sent" : "not sent");
    }
}
