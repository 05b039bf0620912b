package org.portlease.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started once the schema is migrated and the mapping agrees with it. */
@Startup
@ApplicationScoped
public class SchemaStart implements HealthCheck {

    @Inject private HealthBoard board;

    @Override
    public HealthCheckResponse call() {
        return board.response("schema");
    }
}
