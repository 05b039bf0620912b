package org.portlease.event;

import java.time.Duration;
import java.time.Instant;

/** Warns of faults once a minute at most: without a database there is one each second. */
final class Complaints {

    private static final Duration EVERY_MINUTE = Duration.ofMinutes(1);

    private Instant last = Instant.EPOCH;

    synchronized void about(Exception fault, Instant now) {
        if (Duration.between(last, now).compareTo(EVERY_MINUTE) >= 0) {
            last = now;
            EventLog.LOG.deliveryFailed(fault.getClass().getSimpleName());
        }
        EventLog.LOG.debugf(fault, "The delivery of events failed");
    }
}
