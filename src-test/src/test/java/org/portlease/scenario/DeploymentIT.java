package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.TestNas;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;
import org.portlease.test.world.Databases;
import org.portlease.test.world.PortleaseServer;
import org.portlease.test.world.WorldFile;

/** The archive that ships, deployed, taken away and deployed again while the server runs. */
class DeploymentIT extends Scenario {

    private static final String ARCHIVE = "portlease.ear";
    private static final Duration DEPLOYMENT = Duration.ofSeconds(30);

    private final PortleaseServer server = new PortleaseServer("deployment");

    @ArquillianResource
    @SuppressWarnings("NullAway.Init") // Arquillian sets it before each test
    private Deployer deployer;

    @Deployment(name = ARCHIVE, managed = false, testable = false)
    @TargetsContainer("deployment")
    static EnterpriseArchive archive() {
        return ShrinkWrap.create(ZipImporter.class, ARCHIVE)
                .importFrom(new File(System.getProperty("portlease.archive")))
                .as(EnterpriseArchive.class);
    }

    @AfterEach
    void stop() {
        server.stop(controller);
    }

    @Test
    void theRadiusPortsAreBoundWithTheArchiveAndFreedWithoutIt() throws IOException {
        bootWithoutArchive();
        assertPortsFree();

        for (int round = 0; round < 2; round++) {
            deployer.deploy(ARCHIVE);
            Await.until("readiness, log in " + server.base().log(), DEPLOYMENT, server::isServing);
            assertServing();

            deployer.undeploy(ARCHIVE);
            assertPortsFree();
        }
        assertLogIsJson();
    }

    @Test
    void aServerWhosePortIsTakenSaysThatItHasNotStartedAndWhy() throws IOException {
        bootWithoutArchive();
        try (DatagramSocket taken =
                new DatagramSocket(server.authPort(), InetAddress.getByName("127.0.0.1"))) {
            deployer.deploy(ARCHIVE);
            Await.until(
                    "the schema's check",
                    DEPLOYMENT,
                    () -> server.management("/health/started").body().contains("\"schema\""));

            HttpResponse<String> started = server.management("/health/started");
            assertThat(taken.isBound()).isTrue();
            assertThat(started.statusCode()).isEqualTo(503);
            assertThat(started.body())
                    .contains("{\"name\":\"schema\",\"status\":\"UP\"}")
                    .contains("the RADIUS sockets have not been bound yet");
            assertThat(server.healthText()).contains("the RADIUS sockets are not bound");
            assertThat(server.management("/health/live").statusCode()).isEqualTo(200);
        }
        Await.until(
                "the start",
                DEPLOYMENT,
                () -> server.management("/health/started").statusCode() == 200);
        assertLogIsJson();
        deployer.undeploy(ARCHIVE);
    }

    /** By the script that ships; the id of a message begins it. */
    private void assertLogIsJson() {
        // the doors say that they are open as soon as they are: the log's line may come after it
        Await.until(
                "the line that says where RADIUS listens",
                () -> jsonLines().stream().anyMatch(DeploymentIT::saysWhereRadiusListens));
        assertThat(jsonLines())
                .allMatch(line -> line.startsWith("{\"timestamp\":\"") && line.endsWith("}"));
    }

    private static boolean saysWhereRadiusListens(String line) {
        return line.contains("\"level\":\"INFO\"")
                && line.contains("\"logger\":\"org.portlease.radius\"")
                && line.contains("\"message\":\"PLRAD0001: ");
    }

    /** Whole lines only; until the logging subsystem starts, a server logs as it always does. */
    private List<String> jsonLines() {
        String log = server.log();
        return log.substring(0, log.lastIndexOf('\n') + 1)
                .lines()
                .dropWhile(line -> !line.startsWith("{"))
                .toList();
    }

    private void bootWithoutArchive() throws IOException {
        server.base().withoutArchive().changedBy("logging-json.cli");
        Files.deleteIfExists(server.base().log()); // the script's own server logged in its own way
        Database database = Databases.h2("deployment");
        WorldFile file =
                new WorldFile()
                        .pop("Central", 10)
                        .nas("NAS", "Central", "127.0.0.1", "testing123")
                        .rule("REALM", "EXACT", "msp.example", null)
                        .subscriber("alice@msp.example", "alice-secret");
        server.boot(
                controller,
                Map.of(
                        "PORTLEASE_DB_URL", database.url(),
                        "PORTLEASE_DB_USER", database.user(),
                        "PORTLEASE_DB_PASSWORD", database.password(),
                        "PORTLEASE_CONFIGURATION", file.write(server.base()).toString()));
    }

    private void assertServing() {
        try (TestNas nas = server.nas("127.0.0.1", "testing123")) {
            StandardScenario.assertAccepted(
                    nas.send(StandardScenario.alice().access()).insist(Duration.ofSeconds(10)));
        }
    }

    private void assertPortsFree() throws IOException {
        for (int port : new int[] {server.authPort(), server.acctPort()}) {
            try (DatagramSocket socket =
                    new DatagramSocket(port, InetAddress.getByName("127.0.0.1"))) {
                assertThat(socket.isBound()).isTrue();
            }
        }
    }
}
