package org.portlease.benchmark;

import java.util.Arrays;
import org.portlease.test.wire.Wire;

/** The requests of a NAS's sessions, each a subscriber of its own. For one thread. */
final class NasRequests {

    private static final int SUBSCRIBERS = 1_000_000;
    private static final int SERVICE_TYPE = 6;
    private static final int FRAMED = 2;
    private static final int NAS_PORT_TYPE = 61;
    private static final int VIRTUAL_PORT = 5;
    private static final int USER_REQUEST = 1;

    private final String run;
    private final FastWriter writer;
    private final byte[] constant;

    /**
     * @param run distinguishes the sessions of this run from those of another
     */
    NasRequests(String secret, String run) {
        this.run = run;
        writer = new FastWriter(secret);
        byte[] packet =
                writer.accounting(0)
                        .number(Wire.NAS_IP_ADDRESS, 0x7F000001)
                        .number(SERVICE_TYPE, FRAMED)
                        .number(NAS_PORT_TYPE, VIRTUAL_PORT)
                        .text(Wire.CALLED_STATION_ID, "0140000000")
                        .text(Wire.CALLING_STATION_ID, "0612345678")
                        .text(Wire.NAS_IDENTIFIER, "nas-load")
                        .finish();
        constant = Arrays.copyOfRange(packet, FastWriter.HEADER, packet.length);
    }

    byte[] access(int identifier, long session) {
        return finish(
                session,
                writer.access(identifier).text(Wire.USER_NAME, user(session)).password("pw"));
    }

    /**
     * @param classes of the Accept, as they stood in it
     */
    byte[] start(int identifier, long session, byte[] classes) {
        return finish(session, accounting(identifier, session, Wire.START, classes));
    }

    /**
     * @param classes of the Accept, as they stood in it
     */
    byte[] interim(int identifier, long session, byte[] classes) {
        return finish(
                session,
                accounting(identifier, session, Wire.INTERIM, classes)
                        .number(Wire.ACCT_SESSION_TIME, 30)
                        .number(Wire.ACCT_INPUT_OCTETS, 61_728)
                        .number(Wire.ACCT_OUTPUT_OCTETS, 327_160));
    }

    /**
     * @param classes of the Accept, as they stood in it
     */
    byte[] stop(int identifier, long session, byte[] classes) {
        return finish(
                session,
                accounting(identifier, session, Wire.STOP, classes)
                        .number(Wire.ACCT_SESSION_TIME, 60)
                        .number(Wire.ACCT_INPUT_OCTETS, 123_456)
                        .number(Wire.ACCT_OUTPUT_OCTETS, 654_321)
                        .number(Wire.ACCT_TERMINATE_CAUSE, USER_REQUEST));
    }

    private FastWriter accounting(int identifier, long session, int status, byte[] classes) {
        return writer.accounting(identifier)
                .text(Wire.USER_NAME, user(session))
                .number(Wire.ACCT_STATUS_TYPE, status)
                .number(Wire.ACCT_DELAY_TIME, 0)
                .number(Wire.EVENT_TIMESTAMP, System.currentTimeMillis() / 1000)
                .raw(classes);
    }

    private byte[] finish(long session, FastWriter begun) {
        return begun.raw(constant)
                .number(Wire.NAS_PORT, session)
                .text(Wire.ACCT_SESSION_ID, acctSessionId(session))
                .finish();
    }

    String acctSessionId(long session) {
        return run + "-" + session;
    }

    private static String user(long session) {
        return "u" + session % SUBSCRIBERS + "@load.example";
    }

    /** Whether the reply's authenticator fits the request's. */
    boolean answers(byte[] reply, int length, byte[] request) {
        return writer.answers(reply, length, request);
    }
}
