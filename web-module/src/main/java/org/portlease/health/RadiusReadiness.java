package org.portlease.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready only while the RADIUS sockets listen. */
@Readiness
@ApplicationScoped
public class RadiusReadiness implements HealthCheck {

    @Inject private HealthBoard board;

    @Override
    public HealthCheckResponse call() {
        return board.response("radius");
    }
}
