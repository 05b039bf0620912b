package org.portlease.web;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.portlease.endpoint.ConnectorStatus;
import org.portlease.health.HealthBoard;
import org.portlease.setup.StartProgress;
import org.portlease.upkeep.NodeOverview;

/**
 * Tells the health checks, from the start on, how the database and the connector are, and how far
 * the start has come.
 */
@ApplicationScoped
public class HealthReports {

    private static final int VALIDATION_SECONDS = 1;

    @Inject private HealthBoard board;
    @Inject private ConnectorStatus connector;
    @Inject private NodeOverview nodes;
    @Inject private StartProgress progress;

    @Resource(lookup = "java:jboss/datasources/PortleaseDS")
    private DataSource dataSource;

    private volatile boolean bound;

    void begin(@Observes @Initialized(ApplicationScoped.class) Object started) {
        board.ask("database", () -> databaseFault(dataSource));
        board.ask("radius", this::radiusFault);
        board.ask("schema", progress::schemaFault);
        board.ask("configuration", progress::configurationFault);
        board.ask("sockets", this::socketsFault);
    }

    /** Started stays started: what is lost later is readiness's business. */
    private Optional<String> socketsFault() {
        if (connector.listening()) {
            bound = true;
        }
        return bound ? Optional.empty() : Optional.of("the RADIUS sockets have not been bound yet");
    }

    private Optional<String> radiusFault() {
        if (!connector.listening()) {
            return Optional.of("the RADIUS sockets are not bound");
        }
        return nodes.isDrainingHere()
                ? Optional.of("draining: this node takes no new sessions")
                : Optional.empty();
    }

    static Optional<String> databaseFault(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(VALIDATION_SECONDS)
                    ? Optional.empty()
                    : Optional.of("the connection did not answer within a second");
        } catch (SQLException e) {
            return Optional.of(innermost(e));
        }
    }

    /** The pool's own message says only that it has no connection. */
    private static String innermost(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }
}
