package org.portlease.storm;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;

/** A PostgreSQL of the storm's own, whose data outlive it. */
final class StormDatabase implements Mortal, AutoCloseable {

    private static final Duration END = Duration.ofSeconds(20);

    private final Path data;
    private final int port;
    private EmbeddedPostgres postgres;

    /**
     * @param data its data directory, which must not exist
     */
    StormDatabase(Path data, int port) {
        this.data = data;
        this.port = port;
        this.postgres = start(data, port);
    }

    /** What is committed stays: the embedded default would lose it with the process. */
    private static EmbeddedPostgres start(Path data, int port) {
        try {
            return EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setServerConfig("synchronous_commit", "on")
                    .setPGStartupWait(Duration.ofSeconds(60))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Database database() {
        return new Database(postgres.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
    }

    /**
     * Shuts it down at once (SIGQUIT): every connection and whatever is not committed is lost, and
     * it recovers from its log when it starts, as after a crash. Its processes all end, which after
     * a SIGKILL they would do when they notice.
     */
    @Override
    public void kill() {
        Path pidFile = data.resolve("postmaster.pid");
        try {
            String pid = Files.readAllLines(pidFile).get(0);
            new ProcessBuilder("kill", "-QUIT", pid).inheritIO().start();
            Await.until("the end of PostgreSQL", END, () -> Files.notExists(pidFile));
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void revive() {
        postgres = start(data, port);
    }

    @Override
    public void close() {
        try {
            postgres.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
