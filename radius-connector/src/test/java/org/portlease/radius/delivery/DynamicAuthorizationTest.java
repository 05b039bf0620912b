package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.portlease.radius.Event;
import org.portlease.radius.Outcome;
import org.portlease.radius.Request;
import org.portlease.radius.Secret;
import org.portlease.radius.Target;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** The third door: who may come, and the way on to a NAS and back (RFC 5176). */
class DynamicAuthorizationTest {

    private static final Duration BUDGET = Duration.ofSeconds(8);
    private static final Secret SECRET = Secret.of("authorizer's");
    private static final long AUTHORIZER = 77;
    private static final long NAS_PEER = 1;

    private final ScriptedListener listener =
            new ScriptedListener(
                    ConnectorUnderTest.withAuthorizer(
                            ConnectorUnderTest.peers(1, BUDGET), AUTHORIZER, SECRET),
                    DynamicAuthorizationTest::acknowledge);

    private static Outcome acknowledge(Event event) {
        boolean disconnect = requestOf(event).packet().code() == Code.DISCONNECT_REQUEST;
        return new Outcome.Reply(Packet.of(disconnect ? Code.DISCONNECT_ACK : Code.COA_NAK));
    }

    private static Request requestOf(Event event) {
        return ((Event.OfRequest) event).request();
    }

    private static Packet request(Code code) {
        return Packet.of(code).addText(AttributeTypes.ACCT_SESSION_ID, "s1");
    }

    @Test
    void takesDisconnectAndCoaOfAnAuthorizer() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas home = new Nas()) {
            assertThat(home.ask(request(Code.DISCONNECT_REQUEST), 7, server.coa(), SECRET).code())
                    .isEqualTo(Code.DISCONNECT_ACK);
            assertThat(home.ask(request(Code.COA_REQUEST), 8, server.coa(), SECRET).code())
                    .isEqualTo(Code.COA_NAK);
            assertThat(listener.events(Event.RequestArrived.class))
                    .hasSize(2)
                    .allMatch(event -> event.request().peer().id() == AUTHORIZER)
                    .noneMatch(event -> event.request().looped());
            assertThat(server.count("received.coa")).isEqualTo(2);
            server.awaitCount("replied.disconnect-ack", 1);
        }
    }

    @Test
    void resendsTheSameOctetsToADuplicate() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas home = new Nas()) {
            byte[] request = home.encode(request(Code.DISCONNECT_REQUEST), 7, SECRET);
            home.send(request, server.coa());
            byte[] first = home.receive();
            home.send(request, server.coa());

            assertThat(home.receive()).isEqualTo(first);
            assertThat(listener.events()).hasSize(1);
        }
    }

    @Test
    void isClosedToNasesAndToOtherRequests() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas home = new Nas()) {
            // the peer of a NAS at the same address shares another secret with us
            home.send(home.encode(request(Code.DISCONNECT_REQUEST), 1), server.coa());
            server.awaitCount("dropped.bad-authenticator", 1);
            home.send(home.encode(Nas.accessRequest("bob"), 2, SECRET), server.coa());
            home.send(home.encode(Nas.accounting(1, "s"), 3, SECRET), server.coa());
            home.send(home.encode(Packet.of(Code.STATUS_SERVER), 4, SECRET), server.coa());
            home.send(home.encode(request(Code.DISCONNECT_REQUEST), 5), server.auth());
            server.awaitCount("dropped.code-not-allowed", 4);
            listener.peers = ConnectorUnderTest.peers(2, BUDGET);
            server.awaitCount("peers.version", 2);
            home.send(home.encode(request(Code.DISCONNECT_REQUEST), 6, SECRET), server.coa());
            server.awaitCount("dropped.unknown-peer", 1);

            assertThat(listener.events()).isEmpty();
        }
    }

    @Test
    void isRelayedToTheNasAndBack() throws Exception {
        try (ScriptedHomeServer nas =
                        ScriptedHomeServer.answering(Code.DISCONNECT_NAK, Nas.SECRET);
                Nas home = new Nas()) {
            listener.script = ScriptedListener.each(event -> relay(event, nas.address()));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener)) {
                Packet answer =
                        home.ask(
                                request(Code.DISCONNECT_REQUEST)
                                        .add(AttributeTypes.PROXY_STATE, new byte[] {9}),
                                7,
                                server.coa(),
                                SECRET);

                assertThat(answer.code()).isEqualTo(Code.DISCONNECT_NAK);
                assertThat(answer.allOctets(AttributeTypes.PROXY_STATE))
                        .containsExactly(new byte[] {9});
                assertThat(listener.events(Event.ForwardAnswered.class).get(0).server())
                        .isEqualTo(NAS_PEER);
                Packet relayed = nas.received.get(0).packet(Nas.SECRET);
                assertThat(relayed.allOctets(AttributeTypes.PROXY_STATE)).hasSize(2);
                assertThat(server.count("nases.answered")).isEqualTo(1);
                assertThat(server.count("home-servers.answered")).isZero();

                // and one that comes round is known
                Packet looped = request(Code.DISCONNECT_REQUEST);
                relayed.allOctets(AttributeTypes.PROXY_STATE)
                        .forEach(value -> looped.add(AttributeTypes.PROXY_STATE, value));
                home.ask(looped, 8, server.coa(), SECRET);
                assertThat(listener.events(Event.RequestArrived.class))
                        .extracting(event -> event.request().looped())
                        .containsExactly(false, true);
            }
        }
    }

    private static Outcome relay(Event event, InetSocketAddress nas) {
        if (event instanceof Event.ForwardAnswered answer) {
            return new Outcome.Reply(answer.response());
        }
        if (event instanceof Event.ForwardUnanswered || requestOf(event).looped()) {
            return new Outcome.Reply(Packet.of(Code.DISCONNECT_NAK));
        }
        return new Outcome.Forward(
                new Target.Nas(NAS_PEER, nas),
                requestOf(event).packet().copy(),
                new ScriptedListener.Context("relayed"),
                Optional.of(Duration.ofMillis(900)));
    }

    @Test
    void isToldTheSilenceOfTheNas() throws Exception {
        try (ScriptedHomeServer nas = ScriptedHomeServer.silent();
                Nas home = new Nas()) {
            listener.script = ScriptedListener.each(event -> relay(event, nas.address()));
            try (ConnectorUnderTest server = new ConnectorUnderTest(listener)) {
                home.ask(request(Code.DISCONNECT_REQUEST), 7, server.coa(), SECRET);

                assertThat(listener.events(Event.ForwardUnanswered.class)).hasSize(1);
                assertThat(nas.received).as("within the patience").hasSizeBetween(2, 3);
                assertThat(server.count("nases.silent")).isEqualTo(1);
            }
        }
    }
}
