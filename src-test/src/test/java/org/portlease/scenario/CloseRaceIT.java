package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.portlease.benchmark.CloseAudit;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.Await;
import org.portlease.test.world.Database;
import org.portlease.test.world.SharedWorld;

/** Two nodes close the same periods at the same time, while late Stops come in. */
@Tag(SharedWorld.BILLING_NODES)
@SuppressWarnings("NullAway.Init") // set before each test
class CloseRaceIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4); // of a crowded machine
    private static final int SESSIONS = 6_000;
    private static final int LATE_PROVIDERS = 20;

    /** No tick is ever recent enough: at its look each node stands in, both at the same time. */
    private static final List<String> RACE =
            List.of(
                    """
                    create function age_tick() returns trigger language plpgsql as $$
                    begin
                        new.ticked_at := timestamp with time zone '2000-01-01 00:00:00+00';
                        return new;
                    end $$
                    """,
                    "create trigger age before update on billing_tick for each row execute"
                            + " function age_tick()",
                    "create table seen_close (period_id bigint, node varchar(64))",
                    """
                    create function see_close() returns trigger language plpgsql as $$
                    begin
                        insert into seen_close values (new.id, current_setting('application_name'));
                        return new;
                    end $$
                    """,
                    """
                    create trigger see_close after update on billing_period for each row
                    when (old.state <> 'CLOSED' and new.state = 'CLOSED')
                    execute function see_close()
                    """);

    private static final List<String> FORGET =
            List.of(
                    "drop trigger age on billing_tick",
                    "drop trigger see_close on billing_period",
                    "drop function age_tick",
                    "drop function see_close",
                    "drop table seen_close");

    private BillingNodes nodes;
    private Database database;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        nodes = BillingNodes.up();
        database = nodes.database();
        RACE.forEach(database::update);
    }

    @AfterEach
    void tidyUp() {
        FORGET.forEach(database::update);
    }

    @Test
    void eachPeriodIsClosedOnceAndEachSessionBilledOnceThoughTwoNodesCloseAtTheSameTime()
            throws IOException {
        LocalDate month =
                nodes.clock().now().atZone(ZoneOffset.UTC).toLocalDate().withDayOfMonth(1);
        Instant begin = start(month);
        Instant end = start(month.plusMonths(1));
        nodes.world().use(begin, end, SESSIONS);
        // a node that still makes the files of the days before would not look
        Await.until("the files of the days before", PATIENCE, this::isFiled);
        Await.until("the time before both nodes look", PATIENCE, CloseRaceIT::isBeforeALook);

        nodes.clock().advanceTo(end.plusSeconds(1));
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Integer>> senders = List.of(stops("a", over), stops("b", over));
        try {
            awaitClosed(1);
        } finally {
            over.set(true);
        }
        int sent = senders.stream().mapToInt(CompletableFuture::join).sum();

        for (String node : List.of("a", "b")) {
            assertThat(Files.readString(nodes.node(node).log()))
                    .as("no period was parked")
                    .doesNotContain("PLBIL0003");
        }
        assertThat(late(end)).as("late sessions, of " + sent + " Stops").isEqualTo(sent);
        Await.until("the time before both nodes look", PATIENCE, CloseRaceIT::isBeforeALook);
        nodes.clock().advanceTo(start(month.plusMonths(2)).plusSeconds(1));
        awaitClosed(2);
        // on a busy machine one node may be through with a month before the other has looked
        assertThat(database.texts("select distinct node from seen_close order by node"))
                .as("who closed")
                .containsExactly("a", "b");
        assertThat(database.number("select count(*) - count(distinct period_id) from seen_close"))
                .as("periods closed twice")
                .isZero();
        assertThat(CloseAudit.check(database, start(month.plusMonths(2)), closed())).isNotEmpty();
        assertThat(database.number("select count(*) from quarantined_usage")).isZero();
    }

    private boolean isFiled() {
        return database.number(
                        "select count(distinct contract_id) from usage_file where made_at is null"
                                + " and due_at > cast(? as timestamptz)",
                        nodes.clock().now().toString())
                == BillingNodes.CONTRACTS;
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** Timers go by the system's clock: nodes look at 5, 15, 25, … and one is called at 0. */
    private static boolean isBeforeALook() {
        long second = Instant.now().getEpochSecond() % 10;
        return second > 0 && second < 4;
    }

    /** Stops of sessions that ended before the month did, until somebody says that it is over. */
    private CompletableFuture<Integer> stops(String node, AtomicBoolean over) {
        return CompletableFuture.supplyAsync(
                () -> {
                    int sent = 0;
                    try (TestNas nas = nodes.nas(node)) {
                        for (; !over.get(); sent++) {
                            String name = "bob@provider" + (1 + sent % LATE_PROVIDERS) + ".example";
                            StandardScenario.assertRecorded(
                                    nas.send(
                                                    Session.of(name, "")
                                                            .stop(600)
                                                            .with(Wire.ACCT_DELAY_TIME, 3_600))
                                            .reply());
                        }
                    }
                    return sent;
                });
    }

    private long late(Instant end) {
        return database.number(
                "select count(*) from usage_record where stopped_at < cast(? as timestamptz)"
                        + " and acct_session_id not like '%-%'",
                end.toString());
    }

    private void awaitClosed(int months) {
        Await.until(
                "the close of month " + months,
                PATIENCE,
                () -> closed() == (long) months * BillingNodes.CONTRACTS);
    }

    private long closed() {
        return database.number("select count(*) from billing_period where state = 'CLOSED'");
    }
}
