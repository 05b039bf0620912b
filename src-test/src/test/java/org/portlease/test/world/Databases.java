package org.portlease.test.world;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;

/**
 * Fresh databases: on one embedded PostgreSQL, or on an H2 that serves over TCP from memory. Both
 * start when they are first needed and end with the run.
 */
public final class Databases {

    private static @Nullable EmbeddedPostgres postgres;
    private static @Nullable Server h2;

    private Databases() {}

    public static synchronized Database postgres(String name) {
        try {
            EmbeddedPostgres server = postgres;
            if (server == null) {
                server = EmbeddedPostgres.start();
                postgres = server;
            }
            Database database =
                    new Database(server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
            database.update("create database " + name);
            return new Database(server.getJdbcUrl("postgres", name), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the embedded PostgreSQL listens, for a relay in front of it. */
    public static synchronized int postgresPort() {
        if (postgres == null) {
            throw new IllegalStateException("PostgreSQL has not been started yet");
        }
        return postgres.getPort();
    }

    public static synchronized Database h2(String name) {
        try {
            Server server = h2;
            if (server == null) {
                server = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
                h2 = server;
            }
            String url =
                    "jdbc:h2:tcp://127.0.0.1:"
                            + server.getPort()
                            + "/mem:"
                            + name
                            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE"
                            + ";DEFAULT_NULL_ORDERING=HIGH;DB_CLOSE_DELAY=-1";
            return new Database(url, "sa", "sa");
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }
}
