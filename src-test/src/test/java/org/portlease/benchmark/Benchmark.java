package org.portlease.benchmark;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.portlease.demo.FreePorts;
import org.portlease.demo.ServerProcess;

/**
 * How many whole sessions a second one server holds on this machine: an embedded PostgreSQL, the
 * provisioned server with the world {@code load}, and the load, each in processes of its own.
 */
public final class Benchmark {

    private static final int AUTH_PORT = 21822;
    private static final int ACCT_PORT = 21823;
    private static final int COA_PORT = 21824;
    private static final int HOME_AUTH_PORT = 21812;
    private static final int HOME_ACCT_PORT = 21813;
    private static final int PORT_OFFSET = 200;
    private static final String SECRET = "s3cret";
    private static final int[] OUTSTANDING = {64, 256};

    private final PrintStream out = System.out;
    private final int warmUpSeconds = Integer.getInteger("benchmark.warmup", 30);
    private final int seconds = Integer.getInteger("benchmark.seconds", 20);

    private Benchmark() {}

    /**
     * @param arguments the provisioned server's directory, and one for the benchmark's own files
     */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "expected the server's directory and a work directory");
        }
        new Benchmark().run(Path.of(arguments[0]), Path.of(arguments[1]));
    }

    private void run(Path home, Path work) throws IOException, InterruptedException, SQLException {
        for (int port :
                new int[] {AUTH_PORT, ACCT_PORT, COA_PORT, HOME_AUTH_PORT, HOME_ACCT_PORT}) {
            FreePorts.requireUdp(port, "");
        }
        out.println(Machine.describe());
        try (EmbeddedPostgres postgres = postgres();
                ServerProcess server =
                        ServerProcess.start(home, work, PORT_OFFSET, settings(postgres));
                LoadClient load =
                        LoadClient.start(
                                AUTH_PORT, ACCT_PORT, HOME_AUTH_PORT, HOME_ACCT_PORT, SECRET)) {
            server.awaitReady();
            Processes processes =
                    new Processes(server.java(), Processes.postmaster(postgres), load.process());
            for (int outstanding : OUTSTANDING) {
                measure(load, processes, outstanding);
            }
            out.println(rows(postgres));
        }
    }

    private void measure(LoadClient load, Processes processes, int outstanding) throws IOException {
        load.lanes(outstanding);
        out.printf("%d outstanding, warm-up of %d s ...%n", outstanding, warmUpSeconds);
        load.run(warmUpSeconds);
        Processes.Cpu before = processes.cpu();
        String result = load.run(seconds);
        Processes.Cpu used = processes.cpu().minus(before);
        out.printf("%d outstanding: %s%n", outstanding, result);
        out.printf("  CPU, of %d s: %s%n", seconds, used);
    }

    /** Commits wait for the disk, as in production: the embedded default would not. */
    static EmbeddedPostgres postgres() throws IOException {
        return EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .start();
    }

    private static Map<String, String> settings(EmbeddedPostgres postgres) {
        return Map.of(
                "PORTLEASE_DEMO",
                "load",
                "PORTLEASE_DB_URL",
                postgres.getJdbcUrl("postgres", "postgres") + "&reWriteBatchedInserts=true",
                "PORTLEASE_DB_USER",
                "postgres",
                "PORTLEASE_DB_PASSWORD",
                "postgres",
                "PORTLEASE_AUTH_PORT",
                Integer.toString(AUTH_PORT),
                "PORTLEASE_ACCT_PORT",
                Integer.toString(ACCT_PORT),
                "PORTLEASE_COA_PORT",
                Integer.toString(COA_PORT));
    }

    private static String rows(EmbeddedPostgres postgres) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet counts =
                        statement.executeQuery(
                                "select (select count(*) from usage_record),"
                                        + " (select count(*) from lease),"
                                        + " (select sum(in_use) from capacity"
                                        + " where id in (select capacity_id from contract))")) {
            counts.next();
            return String.format(
                    "In the database: %,d usage records, %,d open leases, %,d ports in use",
                    counts.getLong(1), counts.getLong(2), counts.getLong(3));
        }
    }
}
