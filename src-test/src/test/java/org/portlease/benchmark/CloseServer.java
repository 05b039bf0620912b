package org.portlease.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.portlease.demo.ServerProcess;
import org.portlease.test.world.Database;
import org.portlease.test.world.PortOffset;

/** The packaged server as billing is measured in it: its heap, its memory, its processor time. */
final class CloseServer implements AutoCloseable {

    private final Path home;
    private final Path work;
    private final PortOffset offset = PortOffset.free();
    private final Map<String, String> settings;
    private final ProcessHandle postmaster;
    private ServerProcess process;
    private Processes processes;

    /** What the server and PostgreSQL have used since a mark. */
    record Use(long heapMegabytes, long peakRssMegabytes, Processes.Cpu cpu) {}

    /** Where a measurement begins. */
    record Mark(int pauses, Processes.Cpu cpu) {}

    private CloseServer(Path home, Path work, Map<String, String> settings, ProcessHandle database)
            throws IOException, InterruptedException {
        this.home = home;
        this.work = work;
        this.settings = settings;
        this.postmaster = database;
        this.process = ServerProcess.start(home, work, offset.value(), all());
        this.processes = ready();
    }

    /**
     * Starts it and waits until it is ready.
     *
     * @param heapMegabytes the largest its heap may get
     */
    static CloseServer start(
            Path home,
            Path work,
            EmbeddedPostgres postgres,
            Database database,
            int heapMegabytes,
            Map<String, String> settings)
            throws IOException, InterruptedException, SQLException {
        Files.createDirectories(work);
        Map<String, String> all = new HashMap<>(settings);
        all.put("PORTLEASE_DB_URL", database.url());
        all.put("PORTLEASE_DB_USER", database.user());
        all.put("PORTLEASE_DB_PASSWORD", database.password());
        all.put(
                "JBOSS_JAVA_SIZING",
                "-Xms64m -Xmx"
                        + heapMegabytes
                        + "m -XX:MetaspaceSize=96M -Xlog:gc:file="
                        + gcLog(work)
                        + ":uptime:filecount=0 "
                        + System.getProperty("close.java", ""));
        return new CloseServer(home, work, all, postmaster(postgres));
    }

    /** The parent of all of PostgreSQL's processes. */
    private static ProcessHandle postmaster(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet backend = statement.executeQuery("select pg_backend_pid()")) {
            backend.next();
            return ProcessHandle.of(backend.getLong(1))
                    .flatMap(ProcessHandle::parent)
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"));
        }
    }

    private Map<String, String> all() {
        Map<String, String> all = new HashMap<>(settings);
        all.put("PORTLEASE_AUTH_PORT", Integer.toString(offset.of(1812)));
        all.put("PORTLEASE_ACCT_PORT", Integer.toString(offset.of(1813)));
        all.put("PORTLEASE_COA_PORT", "0");
        return all;
    }

    private Processes ready() throws IOException, InterruptedException {
        process.awaitReady();
        return new Processes(
                Map.of(Processes.Role.SERVER, process.java(), Processes.Role.POSTGRES, postmaster));
    }

    private static Path gcLog(Path work) {
        return work.resolve("gc.log");
    }

    Mark mark() throws IOException {
        return new Mark(pauses().size(), processes.cpu());
    }

    /** What was used since; the heap as it was after a collection, at most. */
    Use since(Mark mark) throws IOException {
        long heap =
                pauses().stream()
                        .skip(mark.pauses())
                        .mapToLong(GcLog.Pause::heapMegabytes)
                        .max()
                        .orElse(0);
        return new Use(
                heap,
                new JavaServer(server()).peakResidentMegabytes(),
                processes.cpu().minus(mark.cpu()));
    }

    private List<GcLog.Pause> pauses() throws IOException {
        return new GcLog(gcLog(work)).pauses();
    }

    private ProcessHandle server() {
        return processes.handle(Processes.Role.SERVER);
    }

    /** Ends the process without a chance to tidy up, and starts it again. */
    void killAndRestart() throws IOException, InterruptedException {
        server().destroyForcibly();
        if (!server().onExit().isDone()) {
            awaitEnd();
        }
        process.close();
        process = ServerProcess.restart(home, work, offset.value(), all());
        processes = ready();
    }

    private void awaitEnd() throws InterruptedException {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (server().isAlive() && System.nanoTime() < limit) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
