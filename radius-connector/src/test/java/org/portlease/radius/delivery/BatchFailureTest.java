package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** What becomes of events whose batch fails. */
class BatchFailureTest {

    private static final Duration BUDGET = Duration.ofSeconds(8);
    private static final Function<List<Event>, List<Outcome>> ACCEPT =
            ScriptedListener.each(ScriptedListener::accept);

    private static final int START = 1;
    private static final int STOP = 2;
    private static final int INTERIM = 3;

    private int identifier;
    private final ScriptedListener listener =
            new ScriptedListener(ConnectorUnderTest.peers(1, BUDGET), ScriptedListener::accept);

    private static RuntimeException wrapped(String state) {
        RuntimeException rolledBack = new RuntimeException("rolled back");
        rolledBack.addSuppressed(new IllegalStateException(new SQLException("of a row", state)));
        return new RuntimeException("the container's", rolledBack);
    }

    @Test
    void deliversABatchAgainThatMetAConflict() throws Exception {
        AtomicInteger conflicts = new AtomicInteger(2);
        listener.script =
                events -> {
                    if (conflicts.getAndDecrement() > 0) {
                        throw wrapped("40001");
                    }
                    return ACCEPT.apply(events);
                };
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            assertThat(nas.ask(Nas.accessRequest("bob"), 7, server.auth()).code())
                    .isEqualTo(Code.ACCESS_ACCEPT);
            assertThat(listener.batches).hasSize(3);
            assertThat(listener.batches.get(2)).isEqualTo(listener.batches.get(0));
            assertThat(server.count("batches.repeated")).isEqualTo(2);
        }
    }

    @Test
    void abandonsEventsWithoutADatabaseAndDecidesTheirRetransmission() throws Exception {
        listener.script =
                events -> {
                    throw wrapped("08006");
                };
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            byte[] request = nas.encode(Nas.accounting(2, "s1"), 7);
            nas.send(request, server.acct());
            server.awaitCount("not-answered.no-database", 1);
            listener.script = ACCEPT;
            nas.send(request, server.acct());

            assertThat(nas.receiveAnswerTo(request).code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
            assertThat(listener.batches).hasSize(2);
            assertThat(listener.events().get(1).id()).isNotEqualTo(listener.events().get(0).id());
        }
    }

    @Test
    void answersStatusServerOnlyWhileItCanDecide() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            listener.configurationReadable = false;
            Await.until(
                    "a Status-Server stays without an answer",
                    () -> {
                        sendStatus(nas, server.auth());
                        return server.count("dropped.status-server-while-not-serving") > 0;
                    });
            long before = server.count("status-server.answered");
            listener.configurationReadable = true;
            Await.until(
                    "a Status-Server is answered again",
                    () -> {
                        sendStatus(nas, server.auth());
                        return server.count("status-server.answered") > before;
                    });
        }
    }

    private static void sendStatus(Nas nas, InetSocketAddress to) {
        try {
            nas.send(nas.encode(Packet.of(Code.STATUS_SERVER), 8), to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void letsAPoisonedEventCostOnlyItself() throws Exception {
        List<Event> decided = gatheredBatch(event -> isPoison(event) ? null : "fine");

        assertThat(decided).hasSize(9).noneMatch(BatchFailureTest::isPoison);
    }

    /** Lets ten requests gather into one batch of which "poison" throws, and awaits the replies. */
    private List<Event> gatheredBatch(Function<Event, Object> fine) throws Exception {
        CountDownLatch gathered = new CountDownLatch(1);
        List<Event> decided = new ArrayList<>();
        listener.script =
                events -> {
                    RequestsTest.awaitQuietly(gathered);
                    for (Event event : events) {
                        if (fine.apply(event) == null) {
                            throw wrapped("22001");
                        }
                    }
                    decided.addAll(events);
                    return ACCEPT.apply(events);
                };
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener, 1, 128, 16_384);
                Nas nas = new Nas()) {
            sendTen(nas, server.auth());
            server.awaitCount("received.auth", 10);
            gathered.countDown();

            server.awaitCount("not-answered.failed-alone", 1);
            server.awaitCount("replied.access-accept", 9);
            assertThat(server.count("batches.split")).isEqualTo(1);
        }
        return decided;
    }

    private static void sendTen(Nas nas, InetSocketAddress to) throws IOException {
        for (int identifier = 0; identifier < 10; identifier++) {
            String name = identifier == 4 ? "poison" : "bob";
            nas.send(nas.encode(Nas.accessRequest(name), identifier), to);
        }
    }

    private static boolean isPoison(Event event) {
        return ((Event.OfRequest) event)
                .request()
                .packet()
                .text(AttributeTypes.USER_NAME)
                .orElse("")
                .equals("poison");
    }

    @Test
    void sendsNothingWhereOutcomesDoNotMatchEvents() throws Exception {
        listener.script = events -> List.of();
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            byte[] request = nas.encode(Nas.accessRequest("bob"), 7);
            nas.send(request, server.auth());
            server.awaitCount("not-answered.no-outcome", 1);
            listener.script = ACCEPT;
            nas.send(request, server.auth());

            assertThat(nas.receiveAnswerTo(request).code()).isEqualTo(Code.ACCESS_ACCEPT);
        }
    }

    @Test
    void abandonsAReplyThatCannotBeEncoded() throws Exception {
        listener.script =
                ScriptedListener.each(
                        event -> {
                            Packet huge = Packet.of(Code.ACCESS_ACCEPT);
                            for (int i = 0; i < 20; i++) {
                                huge.add(AttributeTypes.REPLY_MESSAGE, new byte[250]);
                            }
                            return new Outcome.Reply(huge);
                        });
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            byte[] request = nas.encode(Nas.accessRequest("bob"), 7);
            nas.send(request, server.auth());
            server.awaitCount("reply-not-encoded", 1);
            listener.script = ACCEPT;
            nas.send(request, server.auth());

            assertThat(nas.receiveAnswerTo(request).code()).isEqualTo(Code.ACCESS_ACCEPT);
        }
    }

    @Test
    void abandonsRequestsThatWaitedLongerThanTheirBudget() throws Exception {
        listener.peers = ConnectorUnderTest.peers(1, Duration.ofMillis(800));
        CountDownLatch late = new CountDownLatch(1);
        listener.script =
                events -> {
                    RequestsTest.awaitQuietly(late);
                    return ACCEPT.apply(events);
                };
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener, 1, 1, 16_384);
                Nas nas = new Nas()) {
            nas.send(nas.encode(Nas.accessRequest("bob"), 1), server.auth());
            nas.send(nas.encode(Nas.accessRequest("bob"), 2), server.auth());
            Await.until("the second one waits", () -> server.count("queue.length") == 1);
            long sent = System.nanoTime();
            Await.until("its budget ended", () -> System.nanoTime() - sent > 900_000_000);
            late.countDown();

            server.awaitCount("not-answered.waited-too-long", 1);
            assertThat(listener.events()).hasSize(1);
        }
    }

    @Test
    void shedsInterimsFirstAndStopsLast() throws Exception {
        CountDownLatch full = new CountDownLatch(1);
        listener.script =
                events -> {
                    RequestsTest.awaitQuietly(full);
                    return ACCEPT.apply(events);
                };
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener, 1, 1, 100);
                Nas nas = new Nas()) {
            fill(nas, server, 49);
            assertShed(nas, server, Nas.accounting(INTERIM, "s"), "shed.interim", false);
            assertShed(nas, server, Nas.accounting(INTERIM, "s"), "shed.interim", true);
            fill(nas, server, 74);
            assertShed(nas, server, Nas.accessRequest("bob"), "shed.access-request", false);
            assertShed(nas, server, Nas.accessRequest("bob"), "shed.access-request", true);
            fill(nas, server, 89);
            assertShed(nas, server, Nas.accounting(START, "s"), "shed.start", false);
            assertShed(nas, server, Nas.accounting(START, "s"), "shed.start", true);
            fill(nas, server, 99);
            assertShed(nas, server, Nas.accounting(STOP, "s"), "shed.stop", false);
            assertShed(nas, server, Nas.accounting(STOP, "s"), "shed.stop", true);
            full.countDown();
            server.awaitCount("events.committed", 101);
        }
    }

    private void fill(Nas nas, ConnectorUnderTest server, int level) throws IOException {
        while (server.count("queue.length") < level) {
            assertShed(nas, server, Nas.accounting(STOP, "s"), "shed.stop", false);
        }
    }

    private void assertShed(
            Nas nas, ConnectorUnderTest server, Packet request, String counter, boolean shed)
            throws IOException {
        long before = server.count(counter);
        long known = server.count("duplicates.known");
        boolean access = request.code() == Code.ACCESS_REQUEST;
        nas.send(nas.encode(request, identifier++), access ? server.auth() : server.acct());
        if (shed) {
            server.awaitCount(counter, before + 1);
        } else {
            server.awaitCount("duplicates.known", known + 1);
            Await.until("all but the first wait", () -> server.count("queue.length") == known);
            assertThat(server.count(counter)).isEqualTo(before);
        }
        long expected = shed ? known : known + 1;
        Await.until(
                "only what was taken is known", () -> server.count("duplicates.known") == expected);
    }
}
