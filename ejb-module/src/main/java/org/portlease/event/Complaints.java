package org.portlease.event;

import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Warns of faults once a minute at most: without a database there is one each second. */
final class Complaints {

    private static final Logger LOG = Logger.getLogger(Complaints.class);
    private static final Duration EVERY_MINUTE = Duration.ofMinutes(1);

    private Instant last = Instant.EPOCH;

    synchronized void about(Exception fault, Instant now) {
        if (Duration.between(last, now).compareTo(EVERY_MINUTE) >= 0) {
            last = now;
            LOG.warnf(
                    "PLEVT0001: The delivery of events failed and is done again: %s",
                    fault.getClass().getSimpleName());
        }
        LOG.debugf(fault, "The delivery of events failed");
    }
}
