package org.portlease.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started once this node has read the configuration. */
@Startup
@ApplicationScoped
public class ConfigurationStart implements HealthCheck {

    @Inject private HealthBoard board;

    @Override
    public HealthCheckResponse call() {
        return board.response("configuration");
    }
}
