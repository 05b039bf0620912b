package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.portlease.radius.Event;
import org.portlease.radius.HealthCheck;
import org.portlease.radius.HomeServer;
import org.portlease.radius.HomeServerStatus;
import org.portlease.radius.HomeServerStatus.State;
import org.portlease.radius.Outcome;
import org.portlease.radius.Target;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** What is known of home servers, and what follows from it. */
class HomeServerStatesTest {

    private static final Duration BUDGET = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final int TIMEOUT_MILLIS = 100;
    private static final long NORTH = 1;
    private static final long SOUTH = 2;

    /** Reports are forwarded with little patience, and acknowledged in any case. */
    private static ScriptedListener reporting(HomeServer... servers) {
        return new ScriptedListener(
                ConnectorUnderTest.peers(1, BUDGET, servers), HomeServerStatesTest::report);
    }

    private static Outcome report(Event event) {
        if (event instanceof Event.RequestArrived arrived) {
            Packet packet = arrived.request().packet();
            boolean south = packet.text(AttributeTypes.ACCT_SESSION_ID).orElse("").equals("south");
            return new Outcome.Forward(
                    new Target.HomeServers(south ? SOUTH : NORTH),
                    packet.copy(),
                    new ScriptedListener.Context("report"),
                    Optional.of(PATIENCE));
        }
        return event instanceof Event.OfRequest
                ? new Outcome.Reply(Packet.of(Code.ACCOUNTING_RESPONSE))
                : Outcome.Send.NOTHING;
    }

    private static HomeServer server(ScriptedHomeServer home, HealthCheck check) {
        return ConnectorUnderTest.homeServer(5, NORTH, home, 1, TIMEOUT_MILLIS, check);
    }

    private static Duration timeOf(
            Nas nas, ConnectorUnderTest server, int identifier, String session) throws Exception {
        long began = System.nanoTime();
        nas.ask(Nas.accounting(1, session), identifier, server.acct());
        return Duration.ofNanos(System.nanoTime() - began);
    }

    @Test
    void areUnknownThenAliveEachServiceForItself() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.answering(Code.ACCOUNTING_RESPONSE)) {
            Instant began = Instant.now();
            try (ConnectorUnderTest server =
                            new ConnectorUnderTest(reporting(server(home, HealthCheck.USE)));
                    Nas nas = new Nas()) {
                assertThat(server.connector.homeServers())
                        .extracting(
                                HomeServerStatus::id,
                                HomeServerStatus::service,
                                HomeServerStatus::state)
                        .containsExactly(
                                tuple(5L, "auth", State.UNKNOWN), tuple(5L, "acct", State.UNKNOWN));
                nas.ask(Nas.accounting(1, "north"), 1, server.acct());

                assertThat(server.state("acct")).isEqualTo(State.ALIVE);
                assertThat(server.state("auth")).isEqualTo(State.UNKNOWN);
                assertThat(server.connector.homeServers())
                        .allMatch(status -> !status.since().isBefore(began));
            }
        }
    }

    @Test
    void makeReportsToADeadServerEndAtOnceUntilItAnswersSomething() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            ScriptedListener listener = reporting(server(home, HealthCheck.USE));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                assertThat(timeOf(nas, server, 1, "north")).isGreaterThanOrEqualTo(PATIENCE);
                assertThat(server.state("acct")).isEqualTo(State.DEAD);
                assertThat(server.state("auth")).isEqualTo(State.UNKNOWN);
                assertThat(server.count("home-servers.dead-now.acct")).isEqualTo(1);
                int asked = home.received.size();
                assertThat(timeOf(nas, server, 2, "north")).isLessThan(PATIENCE);
                assertThat(home.received).hasSize(asked);

                // a report that is delivered later asks the dead as well
                home.follow(
                        (self, request) ->
                                self.answer(
                                        request,
                                        Packet.of(Code.ACCOUNTING_RESPONSE),
                                        ScriptedHomeServer.SECRET));
                deliverLater(listener);
                server.awaitState("acct", State.ALIVE);
                nas.ask(Nas.accounting(1, "north"), 3, server.acct());
                assertThat(listener.events(Event.ForwardAnswered.class)).hasSize(1);
            }
        }
    }

    private static void deliverLater(ScriptedListener listener) {
        AtomicBoolean sent = new AtomicBoolean();
        Outcome.Forward delivery =
                new Outcome.Forward(
                        new Target.HomeServers(NORTH),
                        Nas.accounting(1, "later"),
                        new ScriptedListener.Context("later"),
                        Optional.of(PATIENCE));
        listener.tickScript =
                () ->
                        sent.getAndSet(true)
                                ? Outcome.Send.NOTHING
                                : new Outcome.Send(List.of(delivery));
    }

    @Test
    void letADeadServerCostOthersNothing() throws Exception {
        try (ScriptedHomeServer north = ScriptedHomeServer.silent();
                ScriptedHomeServer south = ScriptedHomeServer.answering(Code.ACCOUNTING_RESPONSE)) {
            ScriptedListener listener =
                    reporting(
                            server(north, HealthCheck.STATUS_SERVER),
                            ConnectorUnderTest.homeServer(6, SOUTH, south, 1, 2_000));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas many = new Nas();
                    Nas nas = new Nas()) {
                for (int identifier = 0; identifier < 200; identifier++) {
                    many.send(many.encode(Nas.accounting(1, "north"), identifier), server.acct());
                }
                Duration slowest = Duration.ZERO;
                for (int identifier = 0; identifier < 50; identifier++) {
                    Duration took = timeOf(nas, server, identifier, "south");
                    slowest = took.compareTo(slowest) > 0 ? took : slowest;
                }

                assertThat(slowest).isLessThan(PATIENCE);
            }
        }
    }

    @Test
    void areProbedByStatusServerAndReviveAfterThreeAnswers() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            ScriptedListener listener = reporting(server(home, HealthCheck.STATUS_SERVER));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                nas.ask(Nas.accounting(1, "north"), 1, server.acct());
                server.awaitState("acct", State.DEAD);
                Await.until("it is probed", () -> probes(home) > 0);
                home.follow(
                        (self, request) -> {
                            Packet asked = request.packet();
                            assertThat(asked.code()).isEqualTo(Code.STATUS_SERVER);
                            assertThat(asked.has(AttributeTypes.PROXY_STATE)).isFalse();
                            self.answer(
                                    request,
                                    Packet.of(Code.ACCOUNTING_RESPONSE),
                                    ScriptedHomeServer.SECRET);
                        });
                server.awaitCount("status-server.probes.answered", 2);
                assertThat(server.state("acct")).isEqualTo(State.DEAD);
                server.awaitCount("status-server.probes.answered", 3);
                server.awaitState("acct", State.ALIVE);

                // of probes the endpoint hears nothing
                assertThat(listener.events()).hasSize(2);
                assertThat(server.state("auth")).isEqualTo(State.UNKNOWN);
            }
        }
    }

    private static long probes(ScriptedHomeServer home) {
        return home.received.stream().filter(HomeServerStatesTest::isProbe).count();
    }

    private static boolean isProbe(ScriptedHomeServer.Received request) {
        return request.datagram()[0] == Code.STATUS_SERVER.number();
    }

    @Test
    void areNotProbedWhereServersAreCheckedByUse() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            try (ConnectorUnderTest server =
                            new ConnectorUnderTest(reporting(server(home, HealthCheck.USE)));
                    Nas nas = new Nas()) {
                nas.ask(Nas.accounting(1, "north"), 1, server.acct());
                server.awaitState("acct", State.DEAD);
                nas.ask(Nas.accounting(1, "north"), 2, server.acct());

                assertThat(home.received).noneMatch(HomeServerStatesTest::isProbe);
            }
        }
    }

    @Test
    void areForgottenWithTheirServers() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            ScriptedListener listener = reporting(server(home, HealthCheck.USE));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener)) {
                listener.peers = ConnectorUnderTest.peers(2, BUDGET);
                server.awaitCount("peers.version", 2);

                assertThat(server.connector.homeServers()).isEmpty();
            }
        }
    }
}
