package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.portlease.radius.Event;
import org.portlease.radius.HomeServer;
import org.portlease.radius.Outcome;
import org.portlease.radius.Target;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** Ticks, and requests of our own. */
class UnpromptedTest {

    private static final Duration BUDGET = Duration.ofSeconds(8);
    private static final long NORTH = 1;
    private static final long NAS_PEER = 1;

    private static ScriptedListener listener(HomeServer... servers) {
        ScriptedListener listener =
                new ScriptedListener(
                        ConnectorUnderTest.peers(1, BUDGET, servers), ScriptedListener::accept);
        listener.script = ScriptedListener.each(event -> Outcome.Send.NOTHING);
        return listener;
    }

    /** Lets the next tick send the requests, once. */
    private static void sendOnce(ScriptedListener listener, Outcome.Forward... requests) {
        AtomicBoolean sent = new AtomicBoolean();
        listener.tickScript =
                () ->
                        sent.getAndSet(true)
                                ? Outcome.Send.NOTHING
                                : new Outcome.Send(List.of(requests));
    }

    private static Outcome.Forward report(String session, Duration patience) {
        return new Outcome.Forward(
                new Target.HomeServers(NORTH),
                Nas.accounting(2, session),
                new ScriptedListener.Context(session),
                Optional.of(patience));
    }

    private static Outcome.Forward disconnect(InetSocketAddress to) {
        return new Outcome.Forward(
                new Target.Nas(NAS_PEER, to),
                Packet.of(Code.DISCONNECT_REQUEST).addText(AttributeTypes.ACCT_SESSION_ID, "s1"),
                new ScriptedListener.Context("disconnect"),
                Optional.empty());
    }

    @Test
    void ticksAboutTenTimesASecondAndNeverTwoAtATime() throws Exception {
        ScriptedListener listener = listener();
        AtomicInteger running = new AtomicInteger();
        AtomicBoolean overlapped = new AtomicBoolean();
        CountDownLatch go = new CountDownLatch(1);
        listener.tickScript =
                () -> {
                    overlapped.compareAndSet(false, running.incrementAndGet() > 1);
                    RequestsTest.awaitQuietly(go);
                    running.decrementAndGet();
                    return Outcome.Send.NOTHING;
                };
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener, 4, 128, 16_384)) {
            Await.until("the first tick is being decided", () -> running.get() == 1);
            long began = System.nanoTime();
            Await.until("others would have come", () -> System.nanoTime() - began > 300_000_000L);
            assertThat(listener.ticks).hasSize(1);
            go.countDown();
            server.awaitCount("ticks.committed", 6);

            assertThat(overlapped).isFalse();
            assertThat(listener.ticks.get(5).at())
                    .isAfter(listener.ticks.get(1).at().plusMillis(350));
            assertThat(server.count("events.committed")).isZero();
        }
    }

    @Test
    void doesNotTickWhileTheConfigurationIsUnreadable() throws Exception {
        ScriptedListener listener = listener();
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener)) {
            server.awaitCount("ticks.committed", 1);
            listener.configurationReadable = false;
            Await.until(
                    "ticks stop",
                    () -> {
                        long before = server.count("ticks.committed");
                        long since = System.nanoTime();
                        Await.until(
                                "some time passes", () -> System.nanoTime() - since > 300_000_000L);
                        return server.count("ticks.committed") == before;
                    });
        }
    }

    @Test
    void dropsTicksWithoutADatabaseAndTicksAgainWhenItIsBack() throws Exception {
        ScriptedListener listener = listener();
        listener.tickScript =
                () -> {
                    throw new IllegalStateException(new SQLException("away", "08006"));
                };
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener)) {
            server.awaitCount("ticks.abandoned.no-database", 2);
            assertThat(server.count("not-answered.no-database")).isZero();
            listener.tickScript = () -> Outcome.Send.NOTHING;
            server.awaitCount("ticks.committed", 2);
        }
    }

    @Test
    void sendsRequestsOfItsOwnAndTellsTheirAnswers() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.answering(Code.ACCOUNTING_RESPONSE)) {
            ScriptedListener listener =
                    listener(ConnectorUnderTest.homeServer(5, NORTH, home, 1, 5_000));
            sendOnce(listener, report("s1", BUDGET), report("s2", BUDGET));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener)) {
                server.awaitCount("own-requests.answered", 2);
                Await.until("both are told", () -> listener.events().size() == 2);

                assertThat(listener.events(Event.SendAnswered.class))
                        .allMatch(answer -> answer.server() == 5)
                        .allMatch(answer -> answer.response().code() == Code.ACCOUNTING_RESPONSE)
                        .extracting(Event.SendAnswered::context)
                        .containsExactlyInAnyOrder(
                                new ScriptedListener.Context("s1"),
                                new ScriptedListener.Context("s2"));
                assertThat(home.received.get(0).packet().has(AttributeTypes.PROXY_STATE)).isTrue();
            }
        }
    }

    @Test
    void tellsTheSilenceAboutARequestOfItsOwnWhenItsPatienceEnds() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            ScriptedListener listener =
                    listener(ConnectorUnderTest.homeServer(5, NORTH, home, 1, 60));
            sendOnce(listener, report("s1", Duration.ofMillis(700)));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener)) {
                Await.until("it is asked", () -> !home.received.isEmpty());
                long asked = System.nanoTime();
                Await.until("it is told", () -> !listener.events().isEmpty());

                assertThat(Duration.ofNanos(System.nanoTime() - asked))
                        .isBetween(Duration.ofMillis(600), Duration.ofSeconds(5));
                assertThat(listener.events())
                        .singleElement()
                        .isInstanceOfSatisfying(
                                Event.SendUnanswered.class,
                                silence ->
                                        assertThat(silence.context())
                                                .isEqualTo(new ScriptedListener.Context("s1")));
                assertThat(home.received).hasSize(2);
                assertThat(server.count("in-flight")).isZero();
            }
        }
    }

    @Test
    void asksANasUnderItsPeersSecretWithoutAProxyState() throws Exception {
        try (ScriptedHomeServer nas =
                ScriptedHomeServer.answering(Code.DISCONNECT_ACK, Nas.SECRET)) {
            ScriptedListener listener = listener();
            sendOnce(listener, disconnect(nas.address()));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener)) {
                server.awaitCount("own-requests.answered", 1);
                Await.until("it is told", () -> !listener.events().isEmpty());

                assertThat(listener.events(Event.SendAnswered.class))
                        .singleElement()
                        .satisfies(
                                answer -> {
                                    assertThat(answer.server()).isEqualTo(NAS_PEER);
                                    assertThat(answer.response().code())
                                            .isEqualTo(Code.DISCONNECT_ACK);
                                });
                Packet request = nas.received.get(0).packet(Nas.SECRET);
                assertThat(request.text(AttributeTypes.ACCT_SESSION_ID)).contains("s1");
                assertThat(request.has(AttributeTypes.PROXY_STATE)).isFalse();
            }
        }
    }

    @Test
    void ignoresAnAnswerThatTheNasDidNotSignOrMayNotGive() throws Exception {
        AtomicInteger times = new AtomicInteger();
        try (ScriptedHomeServer nas =
                new ScriptedHomeServer(
                        (self, request) -> {
                            if (times.incrementAndGet() == 1) {
                                self.answer(
                                        request,
                                        Packet.of(Code.DISCONNECT_ACK),
                                        ScriptedHomeServer.SECRET,
                                        Nas.SECRET);
                                self.answer(
                                        request, Packet.of(Code.COA_ACK), Nas.SECRET, Nas.SECRET);
                            } else {
                                self.answer(
                                        request,
                                        Packet.of(Code.DISCONNECT_NAK),
                                        Nas.SECRET,
                                        Nas.SECRET);
                            }
                        })) {
            ScriptedListener listener = listener();
            sendOnce(listener, disconnect(nas.address()));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener)) {
                server.awaitCount("own-requests.answered", 1);

                // and it was sent again after two seconds, the same octets
                assertThat(nas.received).hasSize(2);
                assertThat(nas.received.get(1).datagram())
                        .isEqualTo(nas.received.get(0).datagram());
                assertThat(server.count("dropped.answer-bad-authenticator")).isEqualTo(1);
                assertThat(server.count("dropped.answer-code-not-allowed")).isEqualTo(1);
                Await.until("it is told", () -> !listener.events().isEmpty());
                assertThat(listener.events(Event.SendAnswered.class).get(0).response().code())
                        .isEqualTo(Code.DISCONNECT_NAK);
            }
        }
    }

    @Test
    void isSilentAtOnceAboutANasOfAnUnknownPeer() throws Exception {
        ScriptedListener listener = listener();
        sendOnce(
                listener,
                new Outcome.Forward(
                        new Target.Nas(
                                99, new InetSocketAddress(InetAddress.getLoopbackAddress(), 9)),
                        Packet.of(Code.DISCONNECT_REQUEST),
                        new ScriptedListener.Context("x"),
                        Optional.empty()));
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener)) {
            Await.until("it is told", () -> !listener.events().isEmpty());

            assertThat(listener.events(Event.SendUnanswered.class)).hasSize(1);
            assertThat(server.count("own-requests.unanswered")).isEqualTo(1);
        }
    }
}
