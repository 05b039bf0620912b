package org.portlease.radius.transport;

import java.time.Duration;

/**
 * A request on its way to one destination: the same octets each time it is sent. Its count and time
 * belong to the thread that reads the answers.
 */
final class Attempt {

    /** Longer than that nobody is waited for before he is taken to be silent. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final Inquiry inquiry;
    private final Destination destination;
    private final Outstanding outstanding;
    private final int slot;
    private final byte[] datagram;
    private final byte[] authenticator;
    private final long beganAt;
    private final Duration pause;
    private int sent = 1;
    private long dueAt;

    Attempt(
            Inquiry inquiry,
            Destination destination,
            Outstanding outstanding,
            int slot,
            byte[] datagram,
            byte[] authenticator,
            long now) {
        this.inquiry = inquiry;
        this.destination = destination;
        this.outstanding = outstanding;
        this.slot = slot;
        this.datagram = datagram;
        this.authenticator = authenticator;
        this.beganAt = now;
        this.pause = inquiry.pause(destination);
        waitForAnswer(now);
    }

    Inquiry inquiry() {
        return inquiry;
    }

    Destination destination() {
        return destination;
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

    boolean isDue(long now) {
        return now - dueAt >= 0;
    }

    /** Says that no answer has come, where that is long enough ago to mean something. */
    void noticeSilence(long now) {
        long allTries = pause.toNanos() * destination.tries();
        long usual = Math.min(destination.timeout().toNanos(), LONGEST_WAIT.toNanos());
        long enough = Math.min(usual, allTries);
        if (now - beganAt >= enough) {
            destination.witness().unanswered(beganAt, now);
        }
    }

    /** Whether it may be sent once more; then it waits anew. */
    boolean sendAgain(long now) {
        if (sent >= destination.tries()) {
            return false;
        }
        sent++;
        waitForAnswer(now);
        return true;
    }

    /** The last destination has until the time ends. */
    void waitToTheEnd() {
        dueAt = inquiry.deadline();
    }

    /** How often it has been sent. */
    int sent() {
        return sent;
    }

    private void waitForAnswer(long now) {
        long timeout = now + pause.toNanos();
        long deadline = inquiry.deadline();
        dueAt = timeout - deadline < 0 ? timeout : deadline;
    }
}
