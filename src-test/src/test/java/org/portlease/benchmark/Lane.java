package org.portlease.benchmark;

import java.util.List;
import org.portlease.test.wire.Wire;

/**
 * One subscriber after another: each asks for access, starts and stops. Holds the request that is
 * on its way.
 */
final class Lane {

    /** What a lane waits for. */
    enum Phase {
        ACCESS,
        START,
        STOP
    }

    private static final int SUBSCRIBERS = 1_000_000;
    private static final int SERVICE_TYPE = 6;
    private static final int FRAMED = 2;
    private static final int EVENT_TIMESTAMP = 55;
    private static final int NAS_PORT_TYPE = 61;
    private static final int VIRTUAL_PORT = 5;
    private static final int USER_REQUEST = 1;

    private final String run;
    private Phase phase = Phase.ACCESS;
    private long session;
    private List<byte[]> classes = List.of();
    private byte[] request = {};
    private int identifier;
    private long firstSentNanos;
    private long lastSentNanos;
    private int tries;

    /**
     * @param run distinguishes the sessions of this run from those of another
     */
    Lane(String run) {
        this.run = run;
    }

    /** Goes on to a new subscriber. */
    void next(long newSession) {
        phase = Phase.ACCESS;
        session = newSession;
        classes = List.of();
    }

    /** Goes on after an Accept, whose Classes the accounting brings back. */
    void admitted(List<byte[]> acceptedClasses) {
        phase = Phase.START;
        classes = acceptedClasses;
    }

    void started() {
        phase = Phase.STOP;
    }

    Phase phase() {
        return phase;
    }

    void write(FastWriter writer, int newIdentifier) {
        identifier = newIdentifier;
        String user = "u" + session % SUBSCRIBERS + "@load.example";
        if (phase == Phase.ACCESS) {
            writer.access(identifier).text(Wire.USER_NAME, user).password("pw");
        } else {
            writer.accounting(identifier)
                    .text(Wire.USER_NAME, user)
                    .number(Wire.ACCT_STATUS_TYPE, phase == Phase.START ? Wire.START : Wire.STOP)
                    .number(Wire.ACCT_DELAY_TIME, 0)
                    .number(EVENT_TIMESTAMP, System.currentTimeMillis() / 1000);
            classes.forEach(value -> writer.octets(Wire.CLASS, value));
        }
        if (phase == Phase.STOP) {
            writer.number(Wire.ACCT_SESSION_TIME, 60)
                    .number(Wire.ACCT_INPUT_OCTETS, 123_456)
                    .number(Wire.ACCT_OUTPUT_OCTETS, 654_321)
                    .number(Wire.ACCT_TERMINATE_CAUSE, USER_REQUEST);
        }
        request =
                writer.number(Wire.NAS_IP_ADDRESS, 0x7F000001)
                        .number(Wire.NAS_PORT, session)
                        .number(SERVICE_TYPE, FRAMED)
                        .number(NAS_PORT_TYPE, VIRTUAL_PORT)
                        .text(Wire.CALLED_STATION_ID, "0140000000")
                        .text(Wire.CALLING_STATION_ID, "0612345678")
                        .text(Wire.NAS_IDENTIFIER, "nas-load")
                        .text(Wire.ACCT_SESSION_ID, run + "-" + session)
                        .finish();
        firstSentNanos = System.nanoTime();
        tries = 0;
    }

    void sent() {
        lastSentNanos = System.nanoTime();
        tries++;
    }

    byte[] request() {
        return request;
    }

    int identifier() {
        return identifier;
    }

    long nanosSinceFirst(long now) {
        return now - firstSentNanos;
    }

    long nanosSinceLast(long now) {
        return now - lastSentNanos;
    }

    int tries() {
        return tries;
    }
}
