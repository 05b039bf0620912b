package org.portlease.setup;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.as.server.CurrentServiceContainer;
import org.jboss.msc.service.ServiceController;
import org.jboss.msc.service.ServiceName;

/** What the server has and no injection reaches: its own services, by their names. */
final class ServerService {

    private static final long START_SECONDS = 10;

    private ServerService() {}

    /**
     * Waits for the service to have started.
     *
     * @param capability the kind of service
     * @param name as the server's configuration has it
     * @param setting whose fault it is where the service does not start
     * @return empty where the server is configured without it
     */
    @SuppressWarnings("deprecation") // awaitValue: the container offers nothing else that waits
    static <T> Optional<T> find(Class<T> type, String capability, String name, String setting) {
        ServiceName service = ServiceName.parse(capability).append(name);
        ServiceController<?> controller =
                CurrentServiceContainer.getServiceContainer().getService(service);
        if (controller == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(type.cast(controller.awaitValue(START_SECONDS, TimeUnit.SECONDS)));
        } catch (IllegalStateException | TimeoutException e) {
            throw new WrongSettingException(
                    setting,
                    "the server's "
                            + name
                            + " ("
                            + capability
                            + ") did not start; its log says why",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + service + " started", e);
        }
    }
}
