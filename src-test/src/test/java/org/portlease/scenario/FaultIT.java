package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;
import org.portlease.test.world.DatabaseLink;
import org.portlease.test.world.Databases;
import org.portlease.test.world.PortleaseServer;
import org.portlease.test.world.WorldFile;

/** A database that fails in the middle of the work, and one that is away. */
@SuppressWarnings("NullAway.Init") // set before each test
class FaultIT extends Scenario {

    private static final String CSP = "Load";
    private static final int SUBSCRIBERS = 40_000; // each asks and starts, every other one stops
    private static final Duration RECOVERY = Duration.ofSeconds(20);

    private TestHomeServer homeServer;
    private Database database;
    private DatabaseLink link;
    private PortleaseServer server;
    private TestNas nas;

    @BeforeEach
    void start() {
        homeServer = new TestHomeServer("load-hop").forgetful();
        homeServer.knows("bob@load.example", "bob-secret");
        database = Databases.postgres("fault" + System.nanoTime());
        link = new DatabaseLink(Databases.postgresPort());
        server = new PortleaseServer("fault");
        WorldFile file =
                new WorldFile()
                        .pop("Central", 2_000_000)
                        .nas("NAS", "Central", "127.0.0.1", "testing123")
                        .provider(
                                CSP,
                                "load.example",
                                List.of(WorldFile.homeServer(homeServer)),
                                "ports",
                                1_000_000);
        server.start(
                controller,
                Map.of(
                        "PORTLEASE_DB_URL", database.throughPort(link.port()).url(),
                        "PORTLEASE_DB_USER", database.user(),
                        "PORTLEASE_DB_PASSWORD", database.password(),
                        "PORTLEASE_CONFIGURATION", file.write(server.base()).toString()));
        nas = server.nas("127.0.0.1", "testing123");
    }

    @AfterEach
    void stop() {
        nas.close();
        server.stop(controller);
        link.close();
        homeServer.close();
    }

    @Test
    void whatWasAcceptedAndAcknowledgedIsInTheDatabaseAndNothingElseIs() {
        try (Crowd crowd = new Crowd(nas, "bob@load.example", "bob-secret")) {
            CompletableFuture<Void> work =
                    CompletableFuture.runAsync(() -> crowd.come(SUBSCRIBERS));
            crowd.reach(20_000);
            for (int fault = 0; fault < 10; fault++) {
                database.terminateOthers();
                crowd.reach(crowd.requests() + 500);
            }
            for (int fault = 0; fault < 30; fault++) {
                link.cut();
                crowd.reach(crowd.requests() + 300);
            }
            crowd.reach(50_000);
            StandardScenario.assertAccepted(askedWhileAway(crowd));
            work.join();
            crowd.settle();

            assertThat(crowd.accepts() + crowd.rejects()).isEqualTo(SUBSCRIBERS);
            assertThat(crowd.requests()).isGreaterThan(90_000);
            assertThat(granted()).as("leases granted").isEqualTo(crowd.accepts() + 1);
            assertThat(started()).as("Starts recorded").isEqualTo(crowd.starts());
            assertThat(database.usages(CSP)).as("Stops recorded").isEqualTo(crowd.stops());
            assertThat(database.inUse(CSP)).isEqualTo(database.leases(CSP));
            assertThat(database.inUseAtPop("Central")).isEqualTo(database.leases(CSP));
        }
    }

    /** Takes the database away, asks, brings it back; the answer that came then. */
    private WirePacket askedWhileAway(Crowd crowd) {
        link.sever();
        Await.until("health to say that it is down", RECOVERY, () -> server.health() == 503);
        long before = crowd.requests();
        Session bob = Session.of("bob@load.example", "bob-secret");
        Exchange attempt = nas.send(bob.access());
        attempt.staysUnanswered(Duration.ofMillis(1500));
        assertThat(crowd.requests()).isEqualTo(before);
        link.restore();
        return attempt.insist(RECOVERY);
    }

    @Test
    void withoutADatabaseNothingIsAdmittedOrAcknowledgedAndServiceResumesByItself() {
        Session bob = Session.of("bob@load.example", "bob-secret");
        bob.accepted(nas.send(bob.access()).reply());

        link.sever();
        Exchange start = nas.send(bob.start());
        Exchange other = nas.send(Session.of("bob@load.example", "bob-secret").access());

        Await.until("health to say that it is down", RECOVERY, () -> server.health() == 503);
        start.staysUnanswered(Duration.ofSeconds(1));
        other.staysUnanswered(Duration.ofMillis(1));

        link.restore();
        assertRecorded(start.insist(RECOVERY));
        StandardScenario.assertAccepted(other.insist(RECOVERY));
        Await.until("health to say that it is up", RECOVERY, server::isReady);
        assertThat(database.leases(CSP, "ACTIVE")).isEqualTo(1);
        assertThat(database.leases(CSP, "GRANTED")).isEqualTo(1);
    }

    private long granted() {
        return database.leases(CSP, "GRANTED")
                + database.leases(CSP, "ACTIVE")
                + database.usages(CSP);
    }

    private long started() {
        return database.number("select count(*) from lease where start_recorded")
                + database.number("select count(*) from usage_record where start_recorded");
    }
}
