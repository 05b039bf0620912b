package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.portlease.radius.Event;
import org.portlease.radius.HealthCheck;
import org.portlease.radius.HomeServer;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Outcome;
import org.portlease.radius.Peer;
import org.portlease.radius.Peers;
import org.portlease.radius.Secret;
import org.portlease.radius.Target;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Credentials;
import org.portlease.radius.packet.Packet;
import org.portlease.radius.packet.PacketCodec;

/** Forwarding: order, fail-over, budget, silence, forgery, many outstanding. */
class HomeServersTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(1_500);
    private static final long NORTH = 1;
    private static final long SOUTH = 2;

    private static ScriptedListener proxying(Duration budget, HomeServer... servers) {
        return new ScriptedListener(
                ConnectorUnderTest.peers(1, budget, servers),
                event -> ScriptedListener.proxy(event, NORTH));
    }

    @Test
    void forwardsUnderTheHopsOwnSecretAndRelaysTheAnswer() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.answering(Code.ACCESS_ACCEPT)) {
            ScriptedListener listener =
                    proxying(LONG, ConnectorUnderTest.homeServer(5, NORTH, home, 1, 5_000));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                Packet request =
                        Nas.accessRequest("bob").add(AttributeTypes.PROXY_STATE, new byte[] {9});
                Packet reply = nas.ask(request, 7, server.auth());

                assertThat(reply.code()).isEqualTo(Code.ACCESS_ACCEPT);
                assertThat(reply.allOctets(AttributeTypes.PROXY_STATE))
                        .containsExactly(new byte[] {9});
                Packet forwarded = home.received.get(0).packet();
                assertThat(forwarded.credentials())
                        .isInstanceOfSatisfying(
                                Credentials.Pap.class,
                                pap ->
                                        assertThat(pap.password())
                                                .asString()
                                                .isEqualTo("secret of it"));
                assertThat(forwarded.allOctets(AttributeTypes.PROXY_STATE)).hasSize(2);
                Event.ForwardAnswered answer = listener.events(Event.ForwardAnswered.class).get(0);
                assertThat(answer.server()).isEqualTo(5);
                assertThat(answer.context()).isEqualTo(new ScriptedListener.Context("bob"));
                assertThat(answer.request())
                        .isSameAs(listener.events(Event.RequestArrived.class).get(0).request());
            }
        }
    }

    @Test
    void knowsItsOwnRequestWhenItComesBack() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.answering(Code.ACCESS_ACCEPT)) {
            ScriptedListener listener =
                    proxying(LONG, ConnectorUnderTest.homeServer(5, NORTH, home, 1, 5_000));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                nas.ask(Nas.accessRequest("bob"), 1, server.auth());
                byte[] mark =
                        home.received.get(0).packet().octets(AttributeTypes.PROXY_STATE).get();
                byte[] damaged = mark.clone();
                damaged[damaged.length - 1]++;
                nas.ask(
                        Nas.accessRequest("bob").add(AttributeTypes.PROXY_STATE, damaged),
                        2,
                        server.auth());
                nas.ask(
                        Nas.accessRequest("bob").add(AttributeTypes.PROXY_STATE, mark),
                        3,
                        server.auth());

                assertThat(listener.events(Event.RequestArrived.class))
                        .extracting(event -> ((Event.OfRequest) event).request().looped())
                        .containsExactly(false, false, true);
            }
        }
    }

    @Test
    void sendsTheSameOctetsAgainThenAsksTheNextServer() throws Exception {
        try (ScriptedHomeServer first = ScriptedHomeServer.silent();
                ScriptedHomeServer second = ScriptedHomeServer.answering(Code.ACCESS_ACCEPT)) {
            ScriptedListener listener =
                    proxying(
                            LONG,
                            ConnectorUnderTest.homeServer(6, NORTH, second, 2, 5_000),
                            ConnectorUnderTest.homeServer(5, NORTH, first, 1, 60));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                Packet reply = nas.ask(Nas.accessRequest("bob"), 7, server.auth());

                assertThat(reply.code()).isEqualTo(Code.ACCESS_ACCEPT);
                assertThat(first.received).hasSize(2);
                assertThat(first.received.get(1).datagram())
                        .isEqualTo(first.received.get(0).datagram());
                assertThat(PacketCodec.authenticator(second.received.get(0).datagram()))
                        .isNotEqualTo(PacketCodec.authenticator(first.received.get(0).datagram()));
                assertThat(server.count("retransmitted")).isEqualTo(1);
                assertThat(server.count("failed-over")).isEqualTo(1);

                // the first one is known to be silent now
                nas.ask(Nas.accessRequest("bob"), 8, server.auth());
                assertThat(first.received).hasSize(2);
                assertThat(second.received).hasSize(2);
                assertThat(server.count("home-servers.silent-now.auth")).isEqualTo(1);
            }
        }
    }

    @Test
    void asksThePreferredServerFirst() throws Exception {
        try (ScriptedHomeServer first = ScriptedHomeServer.answering(Code.ACCESS_ACCEPT);
                ScriptedHomeServer second = ScriptedHomeServer.answering(Code.ACCESS_REJECT)) {
            ScriptedListener listener =
                    proxying(
                            LONG,
                            ConnectorUnderTest.homeServer(5, NORTH, first, 1, 5_000),
                            ConnectorUnderTest.homeServer(6, NORTH, second, 2, 5_000));
            listener.script =
                    ScriptedListener.each(
                            event ->
                                    event instanceof Event.RequestArrived
                                            ? new Outcome.Forward(
                                                    new Target.HomeServers(
                                                            NORTH, OptionalLong.of(6)),
                                                    ((Event.OfRequest) event)
                                                            .request()
                                                            .packet()
                                                            .copy(),
                                                    new ScriptedListener.Context(""),
                                                    Optional.empty())
                                            : ScriptedListener.proxy(event, NORTH));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                assertThat(nas.ask(Nas.accessRequest("bob"), 7, server.auth()).code())
                        .isEqualTo(Code.ACCESS_REJECT);
                assertThat(first.received).isEmpty();
            }
        }
    }

    @Test
    void isSilentOnlyWhenTheBudgetOfAllServersIsUsedUp() throws Exception {
        try (ScriptedHomeServer first = ScriptedHomeServer.silent();
                ScriptedHomeServer second = ScriptedHomeServer.silent()) {
            ScriptedListener listener =
                    proxying(
                            SHORT,
                            ConnectorUnderTest.homeServer(5, NORTH, first, 1, 50),
                            ConnectorUnderTest.homeServer(6, NORTH, second, 2, 50));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                long began = System.nanoTime();
                Packet reply = nas.ask(Nas.accessRequest("bob"), 7, server.auth());
                Duration took = Duration.ofNanos(System.nanoTime() - began);

                assertThat(reply.code()).isEqualTo(Code.ACCESS_REJECT);
                assertThat(took).isGreaterThanOrEqualTo(SHORT.minusMillis(50));
                assertThat(first.received).hasSize(2);
                assertThat(second.received).hasSize(2);
                assertThat(listener.events(Event.ForwardUnanswered.class)).hasSize(1);
                assertThat(server.count("in-flight")).isZero();
            }
        }
    }

    @Test
    void sharesTheBudgetAmongTheForwardsOfOneRequest() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            ScriptedListener listener =
                    proxying(SHORT, ConnectorUnderTest.homeServer(5, NORTH, home, 1, 100));
            // after a silence it asks once more, for which nothing of the budget is left
            listener.script =
                    ScriptedListener.each(
                            event ->
                                    event instanceof Event.ForwardUnanswered silent
                                                    && silent.context()
                                                            .equals(
                                                                    new ScriptedListener.Context(
                                                                            "again"))
                                            ? new Outcome.Reply(Packet.of(Code.ACCESS_REJECT))
                                            : forwardAgain(event));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                nas.ask(Nas.accessRequest("bob"), 7, server.auth());

                assertThat(listener.events(Event.ForwardUnanswered.class)).hasSize(2);
                assertThat(home.received).hasSize(2);
            }
        }
    }

    private static Outcome forwardAgain(Event event) {
        String context = event instanceof Event.ForwardUnanswered ? "again" : "first";
        return new Outcome.Forward(
                new Target.HomeServers(NORTH),
                ((Event.OfRequest) event).request().packet().copy(),
                new ScriptedListener.Context(context),
                Optional.empty());
    }

    @Test
    void waitsNoLongerThanTheEndpointsPatience() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            ScriptedListener listener =
                    proxying(LONG, ConnectorUnderTest.homeServer(5, NORTH, home, 1, 5_000));
            listener.script = ScriptedListener.each(event -> patiently(event, SHORT));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                long began = System.nanoTime();
                nas.ask(Nas.accessRequest("bob"), 7, server.auth());

                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isBetween(SHORT, LONG.dividedBy(2));
            }
        }
    }

    @Test
    void aRequestThatIsLostOnTheWayIsSentAgainWithinThePatience() throws Exception {
        AtomicInteger times = new AtomicInteger();
        ScriptedHomeServer.Script losesTheFirst =
                (self, request) -> {
                    if (times.incrementAndGet() > 1) {
                        self.answer(
                                request, Packet.of(Code.ACCESS_ACCEPT), ScriptedHomeServer.SECRET);
                    }
                };
        try (ScriptedHomeServer home = new ScriptedHomeServer(losesTheFirst)) {
            ScriptedListener listener =
                    proxying(LONG, ConnectorUnderTest.homeServer(5, NORTH, home, 1, 5_000));
            listener.script = ScriptedListener.each(event -> patiently(event, SHORT));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                assertThat(nas.ask(Nas.accessRequest("bob"), 7, server.auth()).code())
                        .isEqualTo(Code.ACCESS_ACCEPT);

                assertThat(home.received).hasSize(2);
                assertThat(server.count("retransmitted")).isOne();
            }
        }
    }

    @Test
    void littlePatienceLeavesTimeForASecondServerAndSuspectsTheFirst() throws Exception {
        try (ScriptedHomeServer silent = ScriptedHomeServer.silent();
                ScriptedHomeServer other = ScriptedHomeServer.answering(Code.ACCESS_ACCEPT)) {
            ScriptedListener listener =
                    proxying(
                            LONG,
                            ConnectorUnderTest.homeServer(5, NORTH, silent, 1, 2_000),
                            ConnectorUnderTest.homeServer(6, NORTH, other, 2, 2_000));
            listener.script = ScriptedListener.each(event -> patiently(event, SHORT));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                nas.ask(Nas.accessRequest("bob"), 7, server.auth());
                nas.ask(Nas.accessRequest("eve"), 8, server.auth());

                assertThat(silent.received).as("the first request, twice").hasSize(2);
                assertThat(listener.events(Event.ForwardAnswered.class))
                        .hasSize(2)
                        .allMatch(answer -> answer.server() == 6);
            }
        }
    }

    /** As a proxy, with this much patience. */
    static Outcome patiently(Event event, Duration patience) {
        return ScriptedListener.proxy(event, NORTH) instanceof Outcome.Forward forward
                ? new Outcome.Forward(
                        forward.target(),
                        forward.packet(),
                        forward.context(),
                        Optional.of(patience))
                : ScriptedListener.proxy(event, NORTH);
    }

    @Test
    void isSilentAtOnceWhereThereIsNoHomeServer() throws Exception {
        ScriptedListener listener = proxying(LONG);
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            long began = System.nanoTime();
            nas.ask(Nas.accessRequest("bob"), 7, server.auth());

            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG.dividedBy(2));
            assertThat(listener.events(Event.ForwardUnanswered.class)).hasSize(1);
        }
    }

    @Test
    void holdsAThousandRequestsAtOneSilentServerThatAnswersThemAllLater() throws Exception {
        int many = 1_000;
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            ScriptedListener listener =
                    proxying(LONG, ConnectorUnderTest.homeServer(5, NORTH, home, 1, 19_000));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas one = new Nas();
                    Nas two = new Nas();
                    Nas three = new Nas();
                    Nas four = new Nas()) {
                List<Nas> all = List.of(one, two, three, four);
                for (int i = 0; i < many; i++) {
                    Nas nas = all.get(i / 250);
                    nas.send(nas.encode(Nas.accessRequest("user" + i), i % 250), server.auth());
                    if (i % 100 == 99) {
                        server.awaitCount("received.auth", i + 1);
                    }
                }
                server.awaitCount("in-flight", many);
                Await.until("all have come", () -> home.received.size() == many);
                Set<String> questions = new HashSet<>();
                for (ScriptedHomeServer.Received request : home.received) {
                    questions.add(
                            request.source() + " " + PacketCodec.identifier(request.datagram()));
                    home.answer(request, Packet.of(Code.ACCESS_ACCEPT), ScriptedHomeServer.SECRET);
                }

                assertThat(questions).hasSize(many);
                server.awaitCount("replied.access-accept", many);
                assertThat(server.count("in-flight")).isZero();
            }
        }
    }

    @Test
    void ignoresForgedAnswersAndWaitsForTheTrueOne() throws Exception {
        try (ScriptedHomeServer home = new ScriptedHomeServer(HomeServersTest::forgeThenAnswer)) {
            ScriptedListener listener =
                    proxying(LONG, ConnectorUnderTest.homeServer(5, NORTH, home, 1, 10_000));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                Packet reply = nas.ask(Nas.accessRequest("bob"), 7, server.auth());

                assertThat(reply.code()).isEqualTo(Code.ACCESS_REJECT);
                assertThat(server.count("dropped.answer-bad-authenticator")).isEqualTo(1);
                assertThat(server.count("dropped.answer-code-not-allowed")).isEqualTo(1);
                assertThat(server.count("dropped.answer-unexpected")).isEqualTo(1);
                assertThat(listener.events(Event.ForwardAnswered.class)).hasSize(1);
            }
        }
    }

    private static void forgeThenAnswer(
            ScriptedHomeServer home, ScriptedHomeServer.Received request) throws Exception {
        Packet accept = Packet.of(Code.ACCESS_ACCEPT);
        home.answer(request, accept, Secret.of("guessed"));
        home.answer(request, Packet.of(Code.ACCOUNTING_RESPONSE), ScriptedHomeServer.SECRET);
        byte[] otherIdentifier =
                PacketCodec.encodeReply(
                        accept,
                        request.packet(),
                        PacketCodec.identifier(request.datagram()) ^ 0x80,
                        PacketCodec.authenticator(request.datagram()),
                        ScriptedHomeServer.SECRET);
        home.send(otherIdentifier, request.source());
        home.answer(request, Packet.of(Code.ACCESS_REJECT), ScriptedHomeServer.SECRET);
    }

    @Test
    void letsTheSilenceOfOneGroupCostAnotherNothing() throws Exception {
        try (ScriptedHomeServer north = ScriptedHomeServer.silent();
                ScriptedHomeServer south = ScriptedHomeServer.answering(Code.ACCESS_ACCEPT)) {
            ScriptedListener listener =
                    proxying(
                            LONG,
                            ConnectorUnderTest.homeServer(5, NORTH, north, 1, 19_000),
                            ConnectorUnderTest.homeServer(6, SOUTH, south, 1, 19_000));
            listener.script = ScriptedListener.each(HomeServersTest::byName);
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                for (int identifier = 0; identifier < 100; identifier++) {
                    nas.send(nas.encode(Nas.accessRequest("north"), identifier), server.auth());
                }
                server.awaitCount("in-flight", 100);
                long began = System.nanoTime();
                for (int identifier = 100; identifier < 150; identifier++) {
                    nas.ask(Nas.accessRequest("south"), identifier, server.auth());
                }

                assertThat(Duration.ofNanos(System.nanoTime() - began))
                        .isLessThan(Duration.ofSeconds(5));
                assertThat(server.count("in-flight")).isEqualTo(100);
            }
        }
    }

    private static Outcome byName(Event event) {
        boolean north =
                ((Event.OfRequest) event)
                        .request()
                        .packet()
                        .text(AttributeTypes.USER_NAME)
                        .orElse("")
                        .equals("north");
        return ScriptedListener.proxy(event, north ? NORTH : SOUTH);
    }

    @Test
    void sendsAccountingToTheAccountingAddress() throws Exception {
        try (ScriptedHomeServer auth = ScriptedHomeServer.silent();
                ScriptedHomeServer acct = ScriptedHomeServer.answering(Code.ACCOUNTING_RESPONSE)) {
            HomeServer both =
                    new HomeServer(
                            5,
                            NORTH,
                            auth.address(),
                            acct.address(),
                            ScriptedHomeServer.SECRET,
                            MessageAuthenticatorPolicy.REQUIRED,
                            1,
                            Duration.ofSeconds(5),
                            1,
                            HealthCheck.USE);
            try (ConnectorUnderTest server = new ConnectorUnderTest(proxying(LONG, both));
                    Nas nas = new Nas()) {
                assertThat(nas.ask(Nas.accounting(1, "s1"), 7, server.acct()).code())
                        .isEqualTo(Code.ACCOUNTING_RESPONSE);
                assertThat(auth.received).isEmpty();
            }
        }
    }

    @Test
    void finishesWithTheOldPeersWhatBeganWithThem() throws Exception {
        try (ScriptedHomeServer home = ScriptedHomeServer.silent()) {
            ScriptedListener listener =
                    proxying(LONG, ConnectorUnderTest.homeServer(5, NORTH, home, 1, 10_000));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                    Nas nas = new Nas()) {
                byte[] request = nas.encode(Nas.accessRequest("bob"), 7);
                nas.send(request, server.auth());
                Await.until("it is asked", () -> !home.received.isEmpty());
                listener.peers = withoutHomeServers(2);
                server.awaitCount("peers.version", 2);
                home.answer(
                        home.received.get(0),
                        Packet.of(Code.ACCESS_ACCEPT),
                        ScriptedHomeServer.SECRET);

                assertThat(nas.receiveAnswerTo(request).code()).isEqualTo(Code.ACCESS_ACCEPT);
            }
        }
    }

    private static Peers withoutHomeServers(long version) throws IOException {
        Peer network =
                new Peer(
                        1,
                        Network.parse("127.0.0.0/8"),
                        Nas.SECRET,
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        LONG);
        return new Peers(version, List.of(network), List.of(), List.of(), ConnectorUnderTest.KEY);
    }
}
