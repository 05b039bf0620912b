package org.portlease.test.world;

import org.jboss.arquillian.container.spi.event.StopManualContainers;
import org.jboss.arquillian.core.api.Event;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;

/**
 * Keeps servers running from one scenario class to the next: Arquillian stops what was started by
 * hand after each class, and a start costs more than most classes. They stop when the run ends.
 */
public final class SharedServers implements LoadableExtension {

    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(Keeper.class);
    }

    /** Holds back the event that stops them. */
    public static final class Keeper {

        @Inject
        @SuppressWarnings("NullAway.Init") // Arquillian sets it
        private Event<StopManualContainers> stop;

        private boolean ended;

        public void afterClass(@Observes EventContext<StopManualContainers> event) {
            if (ended) {
                event.proceed();
            }
        }

        public void afterRun(@Observes AfterSuite event) {
            ended = true;
            stop.fire(new StopManualContainers());
        }
    }
}
