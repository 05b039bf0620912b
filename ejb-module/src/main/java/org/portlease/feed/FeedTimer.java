package org.portlease.feed;

import jakarta.ejb.DependsOn;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Looks each second, on every node, what is to be told to those who listen there. */
@Singleton
@DependsOn("Startup")
public class FeedTimer {

    private static final Logger LOG = Logger.getLogger(FeedTimer.class);

    @Inject private Clock clock;
    @Inject private Feed feed;

    @Schedule(hour = "*", minute = "*", second = "*", persistent = false)
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    void everySecond() {
        try {
            feed.tick(clock.instant());
        } catch (RuntimeException e) {
            // what could not be read is read the next second
            LOG.debugf(e, "what happens could not be told");
        }
    }
}
