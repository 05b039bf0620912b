package org.portlease.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/** Started once the RADIUS sockets were bound for the first time. */
@Startup
@ApplicationScoped
public class SocketsStart implements HealthCheck {

    @Inject private HealthBoard board;

    @Override
    public HealthCheckResponse call() {
        return board.response("sockets");
    }
}
