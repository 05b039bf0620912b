package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;
import static org.portlease.scenario.StandardScenario.assertRejected;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Database;
import org.portlease.test.world.Federation;

/** Figure 4 entire: proxy, Master RADIUS server and Client RADIUS server are all this archive. */
@SuppressWarnings("NullAway.Init") // set before each test
class FigureFourIT extends Scenario {

    private static final String OWN_USAGES =
            "select count(*) from usage_record u join subscriber s on s.id = u.subscriber_id"
                    + " where s.identifier = ? and u.acct_session_id = ?";

    private Federation federation;
    private TestNas nas;

    @BeforeEach
    void enterWorld() {
        federation = Federation.on(controller);
        nas = federation.nas();
    }

    @AfterEach
    void leaveWorld() {
        nas.close();
    }

    @Test
    void anOwnSubscriberIsAuthenticatedAndAccountedByTheMaster() {
        Session alice = StandardScenario.alice();

        alice.accepted(nas.send(alice.access()).reply());
        assertRecorded(nas.send(alice.start()).reply());
        assertRecorded(nas.send(alice.stop(30)).reply());

        assertThat(federation.masterDatabase().number(OWN_USAGES, alice.userName(), alice.id()))
                .isEqualTo(1);
    }

    @Test
    void aClientsSubscriberIsAdmittedByMasterAndClientAndAccountedByBoth() {
        Database master = federation.masterDatabase();
        long usagesBefore = master.usages(Federation.CLIENT);
        Session bob = Session.of("bob@client.example", "bob-secret");

        WirePacket accept = nas.send(bob.access()).reply();
        bob.accepted(accept);
        assertRecorded(nas.send(bob.start()).reply());
        assertRecorded(nas.send(bob.stop(40)).reply());

        assertThat(accept.mentions("virtual-")).isFalse();
        assertThat(master.usages(Federation.CLIENT)).isEqualTo(usagesBefore + 1);
        assertThat(federation.clientDatabase().number(OWN_USAGES, bob.userName(), bob.id()))
                .isEqualTo(1);
        assertThat(
                        federation
                                .clientDatabase()
                                .number(
                                        "select count(*) from usage_record u"
                                                + " join nas n on n.id = u.nas_id"
                                                + " join provider p on p.id = n.visited_provider_id"
                                                + " where p.name = 'Msp' and u.acct_session_id = ?",
                                        bob.id()))
                .isEqualTo(1);
        assertThat(federation.proxyDatabase().leases(Federation.CLIENT)).isZero();
        // another's, whom the client rejected, may be there for a while: the proxy does not tell
        assertThat(master.number("select count(*) from lease where acct_session_id = ?", bob.id()))
                .isZero();
    }

    @Test
    void aMasterWithoutAFreePortRefusesAndTheClientIsNotAsked() {
        federation.masterDatabase().setPorts(Federation.CLIENT, 0);
        try {
            Session bob = Session.of("bob@client.example", "bob-secret");

            assertRejected(nas.send(bob.access()).reply());

            assertThat(federation.clientDatabase().number("select count(*) from lease")).isZero();
            assertThat(federation.proxyDatabase().inUse(Federation.CLIENT)).isZero();
        } finally {
            federation.masterDatabase().setPorts(Federation.CLIENT, 100);
        }
    }

    @Test
    void theClientsRejectReachesTheNas() {
        Session impostor = Session.of("bob@client.example", "a wrong password");

        WirePacket reply = nas.send(impostor.access()).reply();

        assertRejected(reply);
        assertThat(reply.mentions("virtual-")).isFalse();
        assertThat(federation.proxyDatabase().inUse(Federation.CLIENT)).isZero();
    }
}
