package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.portlease.radius.Distribution;
import org.portlease.radius.Event;
import org.portlease.radius.Follower;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** What somebody is told who follows one request through the connector. */
class FollowerTest {

    private static final long NORTH = 1;

    private final Notes notes = new Notes();

    /** Writes down what it is told. */
    private static final class Notes implements Follower {

        final List<String> told = new CopyOnWriteArrayList<>();

        @Override
        public void sent(long server, InetSocketAddress to) {
            told.add("sent " + server);
        }

        @Override
        public void sentAgain(long server, int times) {
            told.add("sent again " + server + " " + times);
        }

        @Override
        public void gaveUp(long server) {
            told.add("gave up " + server);
        }

        @Override
        public void answered(long server, Packet response) {
            told.add("answered " + server + " " + response.code());
        }

        @Override
        public void unanswered() {
            told.add("unanswered");
        }

        @Override
        public void replied(Packet reply) {
            told.add("replied " + reply.code());
        }

        @Override
        public void abandoned(String reason) {
            told.add("abandoned " + reason);
        }

        void await(String... expected) {
            Await.until("the end of " + told, () -> told.size() >= expected.length);
            assertThat(told).containsExactly(expected);
        }
    }

    private Outcome followed(Event event, Outcome outcome) {
        return event instanceof Event.RequestArrived
                ? new Outcome.Followed(outcome, notes, () -> notes.told.add("decided"))
                : outcome;
    }

    @Test
    void isToldOfEachTryOfTheFailOverAndOfTheReply() throws Exception {
        try (ScriptedHomeServer first = ScriptedHomeServer.silent();
                ScriptedHomeServer second = ScriptedHomeServer.answering(Code.ACCESS_ACCEPT)) {
            ScriptedListener listener =
                    new ScriptedListener(
                            ConnectorUnderTest.peers(
                                    1,
                                    Duration.ofSeconds(20),
                                    ConnectorUnderTest.homeServer(5, NORTH, first, 1, 150),
                                    ConnectorUnderTest.homeServer(6, NORTH, second, 2, 5_000)),
                            event -> followed(event, ScriptedListener.proxy(event, NORTH)));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                nas.ask(Nas.accessRequest("bob"), 7, server.auth());

                notes.await(
                        "decided",
                        "sent 5",
                        "sent again 5 2",
                        "gave up 5",
                        "sent 6",
                        "answered 6 ACCESS_ACCEPT",
                        "replied ACCESS_ACCEPT");
            }
        }
    }

    @Test
    void isToldOfSilence() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            ScriptedListener listener =
                    new ScriptedListener(
                            ConnectorUnderTest.peers(
                                    1,
                                    Duration.ofMillis(500),
                                    ConnectorUnderTest.homeServer(5, NORTH, home, 1, 5_000)),
                            event -> followed(event, ScriptedListener.proxy(event, NORTH)));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                nas.ask(Nas.accessRequest("bob"), 7, server.auth());

                notes.await("decided", "sent 5", "unanswered", "replied ACCESS_REJECT");
            }
        }
    }

    @Test
    void isToldWhyNothingIsAnswered() throws Exception {
        ScriptedListener listener =
                new ScriptedListener(
                        ConnectorUnderTest.peers(1, Duration.ofSeconds(20)),
                        event -> followed(event, new Outcome.Drop("of the test")));
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            nas.send(nas.encode(Nas.accessRequest("bob"), 7), server.auth());

            notes.await("decided", "abandoned of the test");
        }
    }

    @Test
    void eachLegIsMeasured() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.answering(Code.ACCESS_ACCEPT)) {
            ScriptedListener listener =
                    new ScriptedListener(
                            ConnectorUnderTest.peers(
                                    1,
                                    Duration.ofSeconds(20),
                                    ConnectorUnderTest.homeServer(5, NORTH, home, 1, 5_000)),
                            event -> ScriptedListener.proxy(event, NORTH));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                nas.ask(Nas.accessRequest("bob"), 7, server.auth());
                Await.until("the reply", () -> count(server, "leg.exchange.auth") == 1);

                assertThat(count(server, "leg.decision.auth")).isEqualTo(1);
                assertThat(count(server, "leg.home-server.auth")).isEqualTo(1);
                assertThat(count(server, "leg.answer.auth")).isEqualTo(1);
                assertThat(count(server, "leg.exchange.acct")).isZero();
                assertThat(count(server, "batch.duration")).isEqualTo(2);
                assertThat(count(server, "batch.events")).isEqualTo(2);
                assertThat(sum(server, "batch.events")).isEqualTo(2);
                assertThat(sum(server, "leg.exchange.auth"))
                        .isGreaterThanOrEqualTo(
                                sum(server, "leg.decision.auth")
                                        + sum(server, "leg.home-server.auth"));
            }
        }
    }

    private static long count(ConnectorUnderTest server, String name) {
        return distribution(server, name).count();
    }

    private static long sum(ConnectorUnderTest server, String name) {
        return distribution(server, name).sum();
    }

    private static Distribution distribution(ConnectorUnderTest server, String name) {
        return Objects.requireNonNull(server.connector.distributions().get(name), name);
    }
}
