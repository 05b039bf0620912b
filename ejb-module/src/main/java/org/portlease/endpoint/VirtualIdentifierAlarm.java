package org.portlease.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.portlease.admission.RefusalReason;
import org.portlease.admission.Refusals;

/**
 * Tells the operator that somebody behind a NAS tries to log in as a provider; once a minute at
 * most, since each try is counted as a refusal. Safe for many threads.
 */
@ApplicationScoped
public class VirtualIdentifierAlarm {

    private static final Duration QUIET = Duration.ofMinutes(1);

    private final AtomicLong lastRaised = new AtomicLong(); // in epoch seconds

    void watch(Refusals refusals, Instant now) {
        int tries = refusals.count(RefusalReason.VIRTUAL_IDENTIFIER_FROM_NAS);
        long last = lastRaised.get();
        if (tries > 0
                && now.getEpochSecond() - last >= QUIET.toSeconds()
                && lastRaised.compareAndSet(last, now.getEpochSecond())) {
            EndpointLog.LOG.virtualIdentifierFromNas(tries);
        }
    }
}
