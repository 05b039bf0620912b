package org.portlease.benchmark;

/** One subscriber after another. Holds the request that is on its way. */
final class Lane {

    /** What a lane waits for. */
    enum Phase {
        ACCESS,
        START,
        INTERIM,
        STOP
    }

    private static final byte[] NONE = {};

    private final Line authentication;
    private final Line accounting;
    private Phase phase = Phase.ACCESS;
    private long session;
    private byte[] classes = NONE;
    private byte[] request = NONE;
    private int identifier;
    private long firstSentNanos;
    private long lastSentNanos;
    private int tries;
    private boolean rests;

    /** The lines may be shared with other lanes. */
    Lane(Line authentication, Line accounting) {
        this.authentication = authentication;
        this.accounting = accounting;
    }

    /** Goes on to a new subscriber. */
    void next(long newSession) {
        phase = Phase.ACCESS;
        session = newSession;
        classes = NONE;
        rests = false;
    }

    /** Waits for a subscriber. */
    void rest() {
        rests = true;
    }

    boolean rests() {
        return rests;
    }

    /** Goes on after an Accept, whose Classes the accounting brings back. */
    void admitted(byte[] acceptedClasses) {
        phase = Phase.START;
        classes = acceptedClasses;
    }

    /** Goes on with the session's accounting. */
    void report(Phase next) {
        phase = next;
    }

    long session() {
        return session;
    }

    Phase phase() {
        return phase;
    }

    /** The line that its request takes. */
    Line line() {
        return phase == Phase.ACCESS ? authentication : accounting;
    }

    void write(NasRequests requests, int newIdentifier) {
        identifier = newIdentifier;
        request =
                switch (phase) {
                    case ACCESS -> requests.access(identifier, session);
                    case START -> requests.start(identifier, session, classes);
                    case INTERIM -> requests.interim(identifier, session, classes);
                    case STOP -> requests.stop(identifier, session, classes);
                };
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
