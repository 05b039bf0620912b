package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;
import org.portlease.test.world.SharedWorld;

/** Two nodes share the billing timer; one is killed in the middle of a timeout. */
@Tag(SharedWorld.BILLING_NODES)
@SuppressWarnings("NullAway.Init") // set before each test
class BillingTimerIT {

    private static final Duration MINUTE_AND_SLACK = Duration.ofSeconds(75);
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private static final String TIMERS =
            " from jboss_ejb_timer where timed_object_id like '%BillingTimer'";
    private static final String IN_TIMEOUT = TIMERS + " and timer_state = 'IN_TIMEOUT'";

    private static final List<String> FORGET =
            List.of(
                    "drop trigger linger on jboss_ejb_timer",
                    "drop trigger see_tick on billing_tick",
                    "drop function linger",
                    "drop function see_tick",
                    "drop table seen_tick");

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

    private BillingNodes nodes;
    private Database database;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        nodes = BillingNodes.up();
        database = nodes.database();
        // as though there were one in a minute: no look stands in before the next tick
        database.update(
                "update billing_tick set ticked_at = cast(? as timestamptz)",
                nodes.clock().now().plusSeconds(60).toString());
    }

    @AfterEach
    void tidyUp() {
        FORGET.forEach(database::update);
        database.update(FREE);
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
        nodes.kill(killed);
        assertThat(ticks()).as("both nodes were there, one ticked").containsExactly(killed);

        Await.until("a tick of the other", RECOVERY, () -> ticks().size() > 1);
        String other = killed.equals("a") ? "b" : "a";
        assertThat(ticks()).containsExactly(killed, other);
        assertThat(inTimeout()).as("whose the timer still is").containsExactly(killed);
        assertThat(Files.readString(nodes.node(other).log())).contains("PLBIL0001");
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
