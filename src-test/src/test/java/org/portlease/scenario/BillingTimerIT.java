package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.demo.ServerProcess;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;
import org.portlease.test.world.Databases;
import org.portlease.test.world.PortOffset;
import org.portlease.test.world.WorldFile;

/** Two nodes share the billing timer; one is killed in the middle of a timeout. */
@SuppressWarnings("NullAway.Init") // set before each test
class BillingTimerIT {

    private static final Duration MINUTE_AND_SLACK = Duration.ofSeconds(75);
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final Duration BEFORE_A_LOOK = Duration.ofSeconds(45); // a look comes after 60
    private static final Duration END = Duration.ofSeconds(20);

    private static final String TIMERS =
            " from jboss_ejb_timer where timed_object_id like '%BillingTimer'";
    private static final String IN_TIMEOUT = TIMERS + " and timer_state = 'IN_TIMEOUT'";

    /** As the documentation tells operators. */
    private static final String FREE =
            """
            update jboss_ejb_timer set timer_state = 'ACTIVE', node_name = null
             where timed_object_id = 'portlease.ejb-module.BillingTimer' and timer_state <> 'ACTIVE'
            """;

    private static final String SEEN = "select node from seen_tick order by at";

    /** Keeps every tick, and a node inside of its timeout for long enough to be killed there. */
    private static final List<String> OBSERVERS =
            List.of(
                    "create table seen_tick (at timestamp with time zone, node varchar(255))",
                    """
                    create function see_tick() returns trigger language plpgsql as $$
                    begin
                        insert into seen_tick values (clock_timestamp(), new.node);
                        return new;
                    end $$
                    """,
                    """
                    create trigger see_tick after update on billing_tick
                    for each row execute function see_tick()
                    """,
                    """
                    create function linger() returns trigger language plpgsql as $$
                    begin
                        perform pg_sleep(4);
                        return new;
                    end $$
                    """,
                    """
                    create trigger linger before update on jboss_ejb_timer
                    for each row when (old.timer_state = 'IN_TIMEOUT' and new.timer_state = 'ACTIVE')
                    execute function linger()
                    """);

    private final Path work = Path.of(System.getProperty("portlease.work")).resolve("timer");
    private Database database;
    private Map<String, ServerProcess> nodes;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        database = Databases.postgres("timer");
        Files.createDirectories(work);
        Path world =
                new WorldFile()
                        .pop("Central", 10)
                        .nas("NAS", "Central", "127.0.0.1", "testing123")
                        .write(work.resolve("world.json"));
        ServerProcess a = node("a", world);
        nodes = Map.of("a", a);
        a.awaitReady();
        ServerProcess b = node("b", world);
        nodes = Map.of("a", a, "b", b);
        b.awaitReady();
    }

    private ServerProcess node(String name, Path world) throws IOException {
        PortOffset offset = PortOffset.free();
        return ServerProcess.start(
                Path.of(System.getProperty("portlease.server")),
                work.resolve(name),
                offset.value(),
                Map.of(
                        "HOSTNAME", name,
                        "PORTLEASE_NODE", name,
                        "PORTLEASE_DB_URL", database.url(),
                        "PORTLEASE_DB_USER", database.user(),
                        "PORTLEASE_DB_PASSWORD", database.password(),
                        "PORTLEASE_AUTH_PORT", Integer.toString(offset.of(1812)),
                        "PORTLEASE_ACCT_PORT", Integer.toString(offset.of(1813)),
                        "PORTLEASE_COA_PORT", "0",
                        "PORTLEASE_CONFIGURATION", world.toString()));
    }

    @AfterEach
    void stop() {
        nodes.values().forEach(ServerProcess::close);
    }

    @Test
    void oneNodeTicksAndTheOtherStandsInWhereThatOneIsKilledInsideOfItsTimeout()
            throws IOException {
        assertThat(timers("id")).as("the timer, of both nodes").hasSize(1);
        OBSERVERS.forEach(database::update);

        Await.until(
                "a node inside of its timeout, and its tick",
                MINUTE_AND_SLACK,
                () -> !inTimeout().isEmpty() && !ticks().isEmpty());
        String killed = inTimeout().get(0);
        kill(killed);
        assertThat(ticks()).as("both nodes were there, one ticked").containsExactly(killed);

        Await.until("a tick of the other", RECOVERY, () -> ticks().size() > 1);
        String other = killed.equals("a") ? "b" : "a";
        assertThat(ticks()).containsExactly(killed, other);
        assertThat(inTimeout()).as("whose the timer still is").containsExactly(killed);
        assertThat(Files.readString(running(other).log())).contains("PLBIL0001");

        database.update(FREE);
        Await.until("a tick before the next look", BEFORE_A_LOOK, () -> ticks().size() > 2);
        assertThat(ticks()).containsExactly(killed, other, other);
    }

    private ServerProcess running(String node) {
        return Objects.requireNonNull(nodes.get(node));
    }

    private void kill(String node) {
        ServerProcess process = running(node);
        process.java().destroyForcibly();
        Await.until("the end of " + node, END, () -> !process.isAlive());
    }

    private List<String> ticks() {
        return database.texts(SEEN);
    }

    private List<String> inTimeout() {
        return database.texts("select node_name" + IN_TIMEOUT);
    }

    private List<String> timers(String column) {
        return database.texts("select " + column + TIMERS);
    }
}
