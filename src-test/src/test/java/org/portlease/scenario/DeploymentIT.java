package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
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
    }

    private void bootWithoutArchive() {
        server.base().withoutArchive();
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
