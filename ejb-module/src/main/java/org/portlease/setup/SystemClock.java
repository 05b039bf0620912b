package org.portlease.setup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.portlease.time.ServerClock;

/** Where the time comes from, for everything that does not take it from an event. */
@ApplicationScoped
public class SystemClock {

    /**
     * As fine as the database keeps it: what is shown of a row is the same when it is read again.
     */
    private static final Duration TICK = Duration.of(1, ChronoUnit.MICROS);

    @Produces
    Clock clock() {
        return Clock.tick(
                ServerClock.of(
                        ConfigProvider.getConfig()
                                .getOptionalValue("portlease.test.clock", String.class)),
                TICK);
    }
}
