package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.TestNas;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;
import org.portlease.test.world.Databases;
import org.portlease.test.world.DocumentedCommands;
import org.portlease.test.world.ExistingServer;
import org.portlease.test.world.PortOffset;
import org.portlease.test.world.WorldFile;

/** The operator's guide on a WildFly as it is distributed: installed, serving, and taken away. */
@SuppressWarnings("NullAway.Init") // set before each test
class ExistingServerIT {

    private static final Path SOURCE = Path.of("..").toAbsolutePath().normalize();
    private static final Duration START = Duration.ofSeconds(120);

    private final Path work = Path.of(System.getProperty("portlease.work"), "existing");
    private final PortOffset offset = PortOffset.free();
    private final Database database = Databases.postgres("existing");
    private ExistingServer server;
    private DocumentedCommands guide;

    @BeforeEach
    void unpack() throws IOException {
        server = ExistingServer.copy(work);
        WorldFile world =
                new WorldFile()
                        .pop("Central", 10)
                        .nas("NAS", "Central", "127.0.0.1", "testing123")
                        .rule("REALM", "EXACT", "msp.example", null)
                        .subscriber("alice@msp.example", "alice-secret");
        Map<String, String> settings = new HashMap<>();
        settings.put("JBOSS_HOME", server.home().toString());
        settings.put("PORTLEASE_SOURCE", SOURCE.toString());
        settings.put("PORTLEASE_ETC", work.resolve("etc").toString());
        settings.put("PGHOST", "127.0.0.1");
        settings.put("PGPORT", Integer.toString(Databases.postgresPort()));
        settings.put("PGDATABASE", "existing");
        settings.put("PGUSER", database.user());
        settings.put("PGPASSWORD", database.password());
        settings.put("PORTLEASE_CONFIGURATION", world.write(work.resolve("world.json")).toString());
        settings.put("PORTLEASE_AUTH_PORT", Integer.toString(offset.of(1812)));
        settings.put("PORTLEASE_ACCT_PORT", Integer.toString(offset.of(1813)));
        settings.put("PORTLEASE_COA_PORT", Integer.toString(offset.of(3799)));
        settings.put("LAUNCH_JBOSS_IN_BACKGROUND", "true"); // the script hands signals on
        settings.put("JAVA_OPTS", "-Xmx512m -Djboss.socket.binding.port-offset=" + offset.value());
        guide = DocumentedCommands.of("operator-guide.md", settings);
    }

    @Test
    void itServesOnceInstalledAndIsAsBeforeWhenThatIsUndone() throws Exception {
        List<String> before = server.configuration();

        guide.run("install-module");
        guide.run("install");
        guide.run("deploy");
        Process process = guide.background("start", work.resolve("console.log")).start();
        try {
            Await.until("readiness", START, () -> isReady(process));
            assertServing();
        } finally {
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(server.configuration()).isNotEqualTo(before);
        guide.run("uninstall");

        assertThat(server.configuration()).containsExactlyInAnyOrderElementsOf(before);
        assertThat(server.home().resolve("modules/org/portlease")).doesNotExist();
        try (Stream<Path> deployments =
                Files.list(server.home().resolve("standalone/deployments"))) {
            assertThat(deployments).allMatch(file -> file.endsWith("README.txt"));
        }
        assertThat(work.resolve("etc/portlease-key.cs")).exists();
    }

    private boolean isReady(Process process) {
        assertThat(process.isAlive()).as("the server, see " + work).isTrue();
        return guide.succeeds("check", ":9990/", ":" + offset.of(9990) + "/");
    }

    private void assertServing() {
        try (TestNas nas =
                new TestNas("127.0.0.1", "testing123", offset.of(1812), offset.of(1813))) {
            StandardScenario.assertAccepted(
                    nas.send(StandardScenario.alice().access()).insist(Duration.ofSeconds(20)));
        }
        assertThat(database.number("select count(*) from lease")).isEqualTo(1);
    }
}
