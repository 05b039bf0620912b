package org.portlease.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.portlease.test.world.BaseDirectory;
import org.portlease.test.world.Database;
import org.portlease.test.world.DebianPostgres;

/** The PostgreSQL that all systems share one after the other, each with a database of its own. */
final class Cluster implements AutoCloseable {

    static final String USER = "postgres";

    /** Commits wait for the disk, as in production. */
    private static final List<String> SETTINGS =
            List.of(
                    "fsync = on",
                    "synchronous_commit = on",
                    "full_page_writes = on",
                    "shared_buffers = 512MB",
                    "max_wal_size = 4GB");

    private final DebianPostgres postgres;

    private Cluster(DebianPostgres postgres) {
        this.postgres = postgres;
    }

    static Cluster start(Path directory) throws IOException {
        BaseDirectory.delete(directory);
        return new Cluster(DebianPostgres.durable(directory, SETTINGS));
    }

    static String settings() {
        return String.join(", ", SETTINGS);
    }

    int port() {
        return postgres.port();
    }

    Database database(String name) {
        return postgres.database(name, USER, "");
    }

    /** An empty database in place of an earlier one, whose pages no longer wait to be written. */
    Database fresh(String name) {
        Database all = database("postgres");
        all.update("drop database if exists " + name + " with (force)");
        all.update("create database " + name);
        all.update("checkpoint");
        return database(name);
    }

    ProcessHandle postmaster() throws IOException {
        return postgres.postmaster();
    }

    @Override
    public void close() {
        postgres.close();
    }
}
