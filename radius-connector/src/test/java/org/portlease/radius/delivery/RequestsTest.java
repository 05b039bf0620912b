package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.portlease.radius.Event;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Network;
import org.portlease.radius.Outcome;
import org.portlease.radius.Peer;
import org.portlease.radius.Peers;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** What the doors do with requests: RFC 2865, RFC 5080 section 2.2.2, RFC 5997. */
class RequestsTest {

    private static final Duration BUDGET = Duration.ofSeconds(8);

    private final ScriptedListener listener =
            new ScriptedListener(ConnectorUnderTest.peers(1, BUDGET), ScriptedListener::accept);

    @Test
    void answersBothServices() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            Packet accept = nas.ask(Nas.accessRequest("bob"), 7, server.auth());
            Packet response = nas.ask(Nas.accounting(1, "s1"), 8, server.acct());

            assertThat(accept.code()).isEqualTo(Code.ACCESS_ACCEPT);
            assertThat(accept.has(AttributeTypes.MESSAGE_AUTHENTICATOR)).isTrue();
            assertThat(response.code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
            server.awaitCount("replied.access-accept", 1);
            server.awaitCount("replied.accounting-response", 1);
        }
    }

    @Test
    void resendsTheSameOctetsToADuplicateWithoutDecidingAgain() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            byte[] request = nas.encode(Nas.accessRequest("bob"), 7);
            nas.send(request, server.auth());
            byte[] first = nas.receive();
            nas.send(request, server.auth());
            byte[] second = nas.receive();

            assertThat(second).isEqualTo(first);
            assertThat(listener.events()).hasSize(1);
            server.awaitCount("duplicates.resent", 1);
        }
    }

    @Test
    void dropsADuplicateWhileItIsBeingDecided() throws Exception {
        CountDownLatch decide = new CountDownLatch(1);
        listener.script =
                events -> {
                    awaitQuietly(decide);
                    return events.stream().map(ScriptedListener::accept).toList();
                };
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            byte[] request = nas.encode(Nas.accessRequest("bob"), 7);
            nas.send(request, server.auth());
            Await.until("it is being decided", () -> !listener.batches.isEmpty());
            nas.send(request, server.auth());
            server.awaitCount("duplicates.undecided", 1);
            decide.countDown();

            assertThat(nas.receiveAnswerTo(request).code()).isEqualTo(Code.ACCESS_ACCEPT);
            assertThat(listener.events()).hasSize(1);
        }
    }

    @Test
    void decidesAnewWhatHasTheSameIdentifierAndAnotherAuthenticator() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            nas.ask(Nas.accessRequest("bob"), 7, server.auth());
            nas.ask(Nas.accessRequest("bob"), 7, server.auth());

            assertThat(listener.events()).hasSize(2);
            assertThat(listener.events().get(0).id()).isNotEqualTo(listener.events().get(1).id());
        }
    }

    @Test
    void letsABadlySignedRequestTouchNothing() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            byte[] request = nas.encode(Nas.accessRequest("bob"), 7);
            nas.send(request, server.auth());
            byte[] reply = nas.receive();
            nas.send(nas.encode(Nas.accessRequest("bob"), 7, Secret.of("another")), server.auth());
            server.awaitCount("dropped.bad-message-authenticator", 1);
            nas.send(request, server.auth());

            assertThat(nas.receive()).isEqualTo(reply);
            assertThat(listener.events()).hasSize(1);
        }
    }

    @Test
    void dropsAndCountsWhatIsNotARequestOfTheDoor() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            nas.send(nas.encode(Nas.accounting(1, "s1"), 1), server.auth());
            nas.send(nas.encode(Nas.accessRequest("bob"), 1), server.acct());
            nas.send(new byte[] {1, 2, 3}, server.auth());
            byte[] cut = nas.encode(Nas.accessRequest("bob"), 1);
            cut[3]++;
            nas.send(cut, server.auth());

            server.awaitCount("dropped.code-not-allowed", 2);
            server.awaitCount("dropped.truncated", 2);
            assertThat(listener.events()).isEmpty();
        }
    }

    @Test
    void dropsAndCountsAnUnknownPeerAndTakesItOnceItIsKnown() throws Exception {
        Peer other =
                new Peer(
                        2,
                        Network.parse("192.0.2.0/24"),
                        Nas.SECRET,
                        MessageAuthenticatorPolicy.OPTIONAL,
                        false,
                        BUDGET);
        listener.peers = new Peers(1, List.of(other), List.of(), List.of(), ConnectorUnderTest.KEY);
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            byte[] request = nas.encode(Nas.accessRequest("bob"), 7);
            nas.send(request, server.auth());
            server.awaitCount("dropped.unknown-peer", 1);

            listener.peers = ConnectorUnderTest.peers(2, BUDGET);
            server.awaitCount("peers.version", 2);
            nas.send(request, server.auth());

            assertThat(nas.receiveAnswerTo(request).code()).isEqualTo(Code.ACCESS_ACCEPT);
        }
    }

    @Test
    void answersWithTheSecretOfTheRequestEvenWhenItChangesMeanwhile() throws Exception {
        CountDownLatch decide = new CountDownLatch(1);
        listener.script =
                events -> {
                    awaitQuietly(decide);
                    return events.stream().map(ScriptedListener::accept).toList();
                };
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            byte[] request = nas.encode(Nas.accessRequest("bob"), 7);
            nas.send(request, server.auth());
            Await.until("it is being decided", () -> !listener.batches.isEmpty());
            Secret changed = Secret.of("changed");
            listener.peers = ConnectorUnderTest.peers(2, BUDGET, changed);
            server.awaitCount("peers.version", 2);
            decide.countDown();
            assertThat(nas.receiveAnswerTo(request).code()).isEqualTo(Code.ACCESS_ACCEPT);

            byte[] next = nas.encode(Nas.accessRequest("bob"), 8, changed);
            nas.send(next, server.auth());
            assertThat(Nas.answer(nas.receive(), next, changed).code())
                    .isEqualTo(Code.ACCESS_ACCEPT);
        }
    }

    @Test
    void decidesAgainWhatWasDropped() throws Exception {
        listener.script = ScriptedListener.each(event -> new Outcome.Drop("not now"));
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            byte[] request = nas.encode(Nas.accounting(2, "s1"), 7);
            nas.send(request, server.acct());
            server.awaitCount("not-answered.not-now", 1);
            listener.script = ScriptedListener.each(ScriptedListener::accept);
            nas.send(request, server.acct());

            assertThat(nas.receiveAnswerTo(request).code()).isEqualTo(Code.ACCOUNTING_RESPONSE);
            assertThat(listener.events()).hasSize(2);
        }
    }

    @Test
    void answersStatusServerByItselfOnBothDoors() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            Packet status = Packet.of(Code.STATUS_SERVER);

            assertThat(nas.ask(status, 1, server.auth()).code()).isEqualTo(Code.ACCESS_ACCEPT);
            assertThat(nas.ask(status, 2, server.acct()).code())
                    .isEqualTo(Code.ACCOUNTING_RESPONSE);
            assertThat(listener.events()).isEmpty();
        }
    }

    @Test
    void numbersEventsInTheOrderOfTheirArrival() throws Exception {
        try (ConnectorUnderTest server = new ConnectorUnderTest(listener);
                Nas nas = new Nas()) {
            for (int identifier = 0; identifier < 20; identifier++) {
                nas.ask(Nas.accessRequest("bob"), identifier, server.auth());
            }

            assertThat(listener.events())
                    .hasSize(20)
                    .isSortedAccordingTo((a, b) -> a.id().compareTo(b.id()))
                    .allMatch(event -> event.id().version() == 7)
                    .allMatch(event -> event instanceof Event.RequestArrived)
                    .noneMatch(event -> ((Event.OfRequest) event).request().looped());
        }
    }

    @Test
    void freesItsPortsWhenClosed() throws Exception {
        ConnectorUnderTest first = new ConnectorUnderTest(listener);
        int port = first.auth().getPort();
        first.close();

        try (DatagramSocket again = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            assertThat(again.isBound()).isTrue();
        }
        assertThat(first.connector.listening()).isFalse();
    }

    static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
