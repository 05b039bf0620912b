package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portlease.scenario.StandardScenario.assertRecorded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portlease.demo.ServerProcess;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.TestNas;
import org.portlease.test.world.Await;
import org.portlease.test.world.BaseDirectory;
import org.portlease.test.world.Database;
import org.portlease.test.world.DebianPostgres;
import org.portlease.test.world.DocumentedCommands;
import org.portlease.test.world.PortOffset;
import org.portlease.test.world.WorldClock;
import org.portlease.test.world.WorldFile;

/**
 * A backup that is taken while sessions run, and what has become of them when it is all that is
 * left. By the commands that the documentation has.
 */
@Tag("interop") // PostgreSQL's programs, of Debian's packages
@SuppressWarnings("NullAway.Init") // set before each test
class BackupIT {

    private static final String CSP = "North";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final PortOffset offset = PortOffset.free();
    private Path work;
    private Path home;
    private WorldClock clock;
    private TestHomeServer north;
    private TestNas nas;
    private DebianPostgres postgres;
    private Database database;
    private Map<String, String> settings;

    @BeforeEach
    void start() throws IOException {
        home = Path.of(System.getProperty("portlease.server"));
        work = Files.createTempDirectory("portlease-backup");
        clock = new WorldClock(work.resolve("clock"));
        north = new TestHomeServer("north-hop").knows("bob@north.example", "bob-secret");
        nas = new TestNas("127.0.0.1", "testing123", offset.of(1812), offset.of(1813));
        // the user postgres has to get at its directory in it
        new ProcessBuilder("chmod", "777", work.toString()).start().onExit().join();
        take(DebianPostgres.empty(work.resolve("first")));
        guide().run("database");
    }

    @AfterEach
    void stop() throws IOException {
        nas.close();
        north.close();
        postgres.close();
        BaseDirectory.delete(work);
    }

    /** Goes by that PostgreSQL from now on. */
    private void take(DebianPostgres next) {
        postgres = next;
        database = next.database("portlease", "portlease", "of-the-database");
        settings = new HashMap<>();
        settings.put("PORTLEASE_SOURCE", Path.of("..").toAbsolutePath().normalize().toString());
        settings.put("PORTLEASE_ETC", work.resolve("etc").toString());
        settings.put("BACKUP", work.resolve("backup").toString());
        settings.put("KEY_BACKUP", work.resolve("safe").toString());
        settings.put("PGHOST", "127.0.0.1");
        settings.put("PGPORT", Integer.toString(next.port()));
        settings.put("PGDATABASE", "portlease");
        settings.put("PGUSER", database.user());
        settings.put("PGPASSWORD", database.password());
        settings.put("PGADMIN", "postgres");
        settings.put("PATH", System.getenv("PATH") + ":" + DebianPostgres.programs());
    }

    private DocumentedCommands guide() {
        return DocumentedCommands.of("operator-guide.md", settings);
    }

    private DocumentedCommands page() {
        return DocumentedCommands.of("backup-and-upgrade.md", settings);
    }

    private ServerProcess server(String directory, String keyStore) throws IOException {
        WorldFile world =
                new WorldFile()
                        .pop("Central", 100)
                        .nas("NAS", "Central", "127.0.0.1", "testing123", "interimSeconds", 60)
                        .provider(
                                CSP,
                                "north.example",
                                List.of(WorldFile.homeServer(north)),
                                "ports",
                                10);
        return ServerProcess.start(
                home,
                Files.createDirectories(work.resolve(directory)),
                offset.value(),
                Map.of(
                        "PORTLEASE_DB_URL", database.url(),
                        "PORTLEASE_DB_USER", database.user(),
                        "PORTLEASE_DB_PASSWORD", database.password(),
                        "PORTLEASE_AUTH_PORT", Integer.toString(offset.of(1812)),
                        "PORTLEASE_ACCT_PORT", Integer.toString(offset.of(1813)),
                        "PORTLEASE_COA_PORT", "0",
                        "PORTLEASE_KEY_STORE", keyStore,
                        "PORTLEASE_REALM_PATH", work.resolve("etc/portlease-users").toString(),
                        "PORTLEASE_TEST_CLOCK", clock.setting(),
                        "PORTLEASE_CONFIGURATION",
                                world.write(work.resolve("world.json")).toString()));
    }

    private String key() {
        return work.resolve("etc/portlease-key.cs").toString();
    }

    @Test
    void whatWasOpenGoesOnWhatBeganSinceIsTakenUpAndWhatIsOverIsEstimated() throws Exception {
        Files.createDirectories(work.resolve("etc/portlease-users"));
        Session kept;
        Session stoppedSince;
        Session begunSince;
        Session missed;
        try (ServerProcess server = server("lost", key())) {
            server.awaitReady();
            assertThat(page().run("pending")).as("migrations of this archive").isBlank();
            kept = started();
            stoppedSince = started();
            clock.advance(Duration.ofSeconds(50));
            assertRecorded(nas.send(stoppedSince.interim(50)).reply());

            page().run("backup");
            page().run("backup-key");
            page().run("base-backup");

            begunSince = started();
            missed = started();
            assertRecorded(nas.send(missed.stop(1)).reply());
            clock.advance(Duration.ofSeconds(30));
            assertRecorded(nas.send(stoppedSince.stop(80)).reply());
            server.java().destroyForcibly();
        }
        postgres.close();
        assertBaseBackupHolds(2);
        BaseDirectory.delete(work.resolve("lost"));
        BaseDirectory.delete(work.resolve("etc"));

        restore();

        try (ServerProcess server = server("wrong-key", work.resolve("another.cs").toString())) {
            assertThatThrownBy(server::awaitReady).hasMessageContaining("PORTLEASE_KEY_STORE");
        }
        String before = database.texts("select cast(current_timestamp as text)").get(0);
        try (ServerProcess server = server("restored", key())) {
            server.awaitReady();
            Await.until("that it listens", PATIENCE, () -> hasSwept(before));
            assertThat(server.firstPassword()).as("of no user but the restored").doesNotExist();
            assertRecorded(nas.send(kept.interim(90)).insist(PATIENCE));
            assertRecorded(nas.send(begunSince.interim(35)).insist(PATIENCE));
            assertThat(database.leases(CSP, "ACTIVE")).as("of ten ports").isEqualTo(3);
            assertThat(database.number("select count(*) from lease where late")).isEqualTo(1);
            clock.advance(Duration.ofSeconds(150)); // from the start on
            assertRecorded(nas.send(kept.interim(240)).reply());
            clock.advance(Duration.ofSeconds(60));

            Await.until("the end of silence", PATIENCE, () -> database.leases(CSP) == 1);
            assertRecorded(nas.send(kept.stop(300)).reply());
        }
        assertThat(seconds(stoppedSince)).as("up to its last interim").containsExactly("50");
        assertThat(seconds(begunSince)).as("as it says itself").containsExactly("35");
        assertThat(seconds(kept)).as("in full").containsExactly("300");
        assertThat(seconds(missed)).isEmpty();
        assertThat(database.inUse(CSP)).isZero();
    }

    /** From its first sweep on, it takes nobody for silent who had no time to speak since. */
    private boolean hasSwept(String since) {
        return database.number(
                        "select count(*) from node where seen_at > timestamptz '" + since + "'")
                > 0;
    }

    private Session started() {
        Session session = Session.of("bob@north.example", "bob-secret");
        session.accepted(nas.send(session.access()).insist(PATIENCE));
        assertRecorded(nas.send(session.start()).insist(PATIENCE));
        return session;
    }

    private void assertBaseBackupHolds(int leases) throws IOException {
        // out of the directory that only the backup's owner may enter
        Path base = Files.move(work.resolve("backup/base"), work.resolve("base"));
        try (DebianPostgres copy = DebianPostgres.started(base)) {
            assertThat(
                            copy.database("portlease", "portlease", "of-the-database")
                                    .number("select count(*) from lease"))
                    .isEqualTo(leases);
        }
    }

    private void restore() {
        take(DebianPostgres.empty(work.resolve("second")));
        guide().run("database");
        page().run("restore");
        page().run("free-timer");
        page().with(Map.of("YEAR", "2026", "INVOICES", "17", "EVENTS", "1000")).run("numbers");
        assertThat(database.number("select last_number from invoice_series")).isEqualTo(17);
        assertThat(database.number("select last_sequence from event_stream")).isEqualTo(1000);
    }

    private List<String> seconds(Session session) {
        return database.texts(
                "select session_seconds from usage_record where acct_session_id = ?", session.id());
    }
}
