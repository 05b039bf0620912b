package org.portlease.radius.transport;

import org.portlease.radius.HomeServer;

/**
 * A request on its way to one home server: the same octets each time it is sent. Its count and time
 * belong to the thread that reads the answers.
 */
final class Attempt {

    private final Inquiry inquiry;
    private final HomeServer server;
    private final Outstanding outstanding;
    private final int slot;
    private final byte[] datagram;
    private final byte[] authenticator;
    private final long beganAt;
    private int sent = 1;
    private long dueAt;

    Attempt(
            Inquiry inquiry,
            HomeServer server,
            Outstanding outstanding,
            int slot,
            byte[] datagram,
            byte[] authenticator,
            long now) {
        this.inquiry = inquiry;
        this.server = server;
        this.outstanding = outstanding;
        this.slot = slot;
        this.datagram = datagram;
        this.authenticator = authenticator;
        this.beganAt = now;
        waitForAnswer(now);
    }

    Inquiry inquiry() {
        return inquiry;
    }

    HomeServer server() {
        return server;
    }

    Outstanding outstanding() {
        return outstanding;
    }

    int slot() {
        return slot;
    }

    byte[] datagram() {
        return datagram;
    }

    byte[] authenticator() {
        return authenticator;
    }

    long beganAt() {
        return beganAt;
    }

    boolean isDue(long now) {
        return now - dueAt >= 0;
    }

    /** Whether it may be sent once more; then it waits anew. */
    boolean sendAgain(long now) {
        if (sent >= server.tries()) {
            return false;
        }
        sent++;
        waitForAnswer(now);
        return true;
    }

    /** The last server has until the budget ends. */
    void waitToTheEnd() {
        dueAt = inquiry.exchange().deadline();
    }

    private void waitForAnswer(long now) {
        long timeout = now + server.timeout().toNanos();
        long deadline = inquiry.exchange().deadline();
        dueAt = timeout - deadline < 0 ? timeout : deadline;
    }
}
