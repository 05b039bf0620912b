package org.portlease.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;

/**
 * Alive unless threads wait for each other for ever. A database that is down is no reason to kill
 * the process: service resumes by itself.
 */
@Liveness
@ApplicationScoped
public class ProcessLiveness implements HealthCheck {

    @Override
    public HealthCheckResponse call() {
        long[] deadlocked = ManagementFactory.getThreadMXBean().findDeadlockedThreads();
        int count = deadlocked == null ? 0 : deadlocked.length;
        var response =
                HealthCheckResponse.named("process")
                        .withData("deadlockedThreads", count)
                        .status(count == 0);
        if (count > 0) {
            response.withData("reason", count + " threads wait for each other for ever");
        }
        return response.build();
    }
}
