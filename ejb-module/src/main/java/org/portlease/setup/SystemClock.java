package org.portlease.setup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;
import org.portlease.time.ServerClock;

/** Where the time comes from, for everything that does not take it from an event. */
@ApplicationScoped
public class SystemClock {

    @Produces
    Clock clock() {
        return ServerClock.of(
                ConfigProvider.getConfig().getOptionalValue("portlease.test.clock", String.class));
    }
}
