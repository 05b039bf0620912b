package org.portlease.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.portlease.endpoint.ConnectorStatus;

/** Ready only while the RADIUS sockets listen. */
@Readiness
@ApplicationScoped
public class RadiusReadiness implements HealthCheck {

    @Inject private ConnectorStatus connector;

    @Override
    public HealthCheckResponse call() {
        boolean listening = connector.listening();
        var response = HealthCheckResponse.named("radius").status(listening);
        if (!listening) {
            response.withData("reason", "the RADIUS sockets are not bound");
        }
        return response.build();
    }
}
