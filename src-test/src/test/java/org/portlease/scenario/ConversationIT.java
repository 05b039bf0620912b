package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Csp;

/** EAP conversations of any length: one lease, one home server, whichever node is asked. */
class ConversationIT extends StandardScenario {

    private static final int ROUNDS = 100;

    @Test
    void aHundredRoundsHoldOneLeaseAndOneHomeServer() {
        Csp csp = csp(1);
        csp.homeServer().onAccess(ConversationIT::eapServer);
        Session bob = bob(csp);

        WirePacket reply = converse(csp, List.of(nas), bob::ask);

        assertAccepted(reply);
        assertHeardInOrder(csp.homeServer());
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(1);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
    }

    @Test
    void aConversationGoesOnAtTheOtherNode() {
        Csp csp = csp(1);
        csp.homeServer().onAccess(ConversationIT::eapServer);
        Session bob = bob(csp);

        WirePacket reply = converse(csp, List.of(nas, nasAtB), bob::ask);

        assertAccepted(reply);
        assertHeardInOrder(csp.homeServer());
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(1);
    }

    @Test
    void aConversationWithoutASessionIdIsKnownByItsState() {
        Csp csp = csp(1);
        csp.homeServer().onAccess(ConversationIT::eapServer);
        Supplier<Draft> nameless = () -> Draft.accessRequest(csp.subscriber("bob"));

        WirePacket reply = converse(csp, List.of(nas, nasAtB), nameless);

        assertAccepted(reply);
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(1);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
    }

    @Test
    void aConversationStaysWithTheStandInThatItBeganWith() {
        Csp csp = world.pair();
        csp.homeServer().fallSilent();
        csp.homeServer().onAccess(ConversationIT::eapServer);
        csp.standIn().onAccess(ConversationIT::eapServer);
        Session bob = bob(csp);
        WirePacket challenge = nas.send(eap(bob.ask(), 1)).reply();
        assertThat(challenge.code()).isEqualTo(Wire.ACCESS_CHALLENGE);
        csp.homeServer().revive();
        int before = csp.homeServer().datagrams().size();

        Draft second = eap(bob.ask(), 2).with(challenge.all(Wire.STATE));
        WirePacket reply = nasAtB.send(second).reply();

        assertThat(reply.code()).isEqualTo(Wire.ACCESS_CHALLENGE);
        assertThat(csp.homeServer().datagrams()).hasSize(before);
        assertThat(csp.standIn().accessRequests()).hasSize(2);
        assertThat(database.leases(csp.name())).isEqualTo(1);
    }

    /** All rounds, each at the next NAS; the last answer. The port is never anybody else's. */
    private WirePacket converse(Csp csp, List<TestNas> nases, Supplier<Draft> request) {
        WirePacket reply = nases.get(0).send(eap(request.get(), 1)).reply();
        for (int round = 2; round <= ROUNDS; round++) {
            assertThat(reply.code()).as("round %d", round - 1).isEqualTo(Wire.ACCESS_CHALLENGE);
            Draft next = request.get().with(reply.all(Wire.STATE));
            reply = nases.get(round % nases.size()).send(eap(next, round)).reply();
            if (round == ROUNDS / 2) {
                assertThat(database.leases(csp.name(), "RESERVED")).isEqualTo(1);
                assertRejected(nas.send(bob(csp).access()).reply());
            }
        }
        return reply;
    }

    private static Draft eap(Draft draft, int round) {
        byte[] message = {2, (byte) round, 0, 10, 21, 0, 0, 0, 0, (byte) round};
        return draft.with(Wire.EAP_MESSAGE, message);
    }

    /** A server that challenges with a State of its own each round, and accepts the last. */
    private static Answer eapServer(Received request) {
        int round = round(request.packet());
        if (round == ROUNDS) {
            return Answer.of(
                    Draft.of(Wire.ACCESS_ACCEPT)
                            .with(Wire.EAP_MESSAGE, new byte[] {3, (byte) round, 0, 4}));
        }
        return Answer.of(
                Draft.of(Wire.ACCESS_CHALLENGE)
                        .with(Wire.STATE, ByteBuffer.allocate(8).putLong(round).array())
                        .with(Wire.EAP_MESSAGE, new byte[] {1, (byte) round, 0, 6, 21, 0}));
    }

    private static int round(WirePacket packet) {
        byte[] message = packet.first(Wire.EAP_MESSAGE).orElseThrow().value();
        return message[message.length - 1];
    }

    private static void assertHeardInOrder(TestHomeServer server) {
        List<Received> rounds = server.accessRequests();
        assertThat(rounds).hasSize(ROUNDS);
        for (int i = 0; i < ROUNDS; i++) {
            assertThat(round(rounds.get(i).packet())).isEqualTo(i + 1);
        }
    }
}
