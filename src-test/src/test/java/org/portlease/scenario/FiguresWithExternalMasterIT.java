package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;
import static org.portlease.scenario.StandardScenario.assertRejected;
import static org.portlease.scenario.StandardScenario.bob;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Database;
import org.portlease.test.world.ExternalMasterWorld;

/** Figures 6 to 9 with an existing Master RADIUS server, which is asked by RADIUS. */
@SuppressWarnings("NullAway.Init") // set before each test
class FiguresWithExternalMasterIT extends Scenario {

    private ExternalMasterWorld world;
    private TestHomeServer master;
    private Database database;
    private TestNas nas;

    @BeforeEach
    void enterWorld() {
        world = ExternalMasterWorld.on(controller);
        master = world.master();
        database = world.database();
        nas = world.nas();
    }

    @AfterEach
    void leaveWorld() {
        nas.close();
    }

    @Test
    void figure6TheMasterAuthenticatesAndAccountsAnOwnSubscriber() {
        Session alice = StandardScenario.alice();

        alice.accepted(nas.send(alice.access()).reply());
        assertRecorded(nas.send(alice.start()).reply());
        assertRecorded(nas.send(alice.stop(5)).reply());

        Received access = master.accessRequests().get(0);
        assertThat(access.user()).isEqualTo("alice@msp.example");
        assertThat(access.password()).isEqualTo("alice-secret");
        assertThat(reportsToMaster(alice))
                .hasSize(2)
                .allMatch(request -> request.user().equals("alice@msp.example"));
    }

    @Test
    void figure7AnUnknownRealmReachesNeitherMasterNorCsp() {
        Csp csp = csp(4);

        assertRejected(nas.send(Session.of("eve@nowhere.example", "x").access()).reply());

        assertThat(master.accessRequests()).isEmpty();
        assertThat(csp.homeServer().datagrams()).isEmpty();
    }

    @Test
    void figure7OurOwnContractRefusesBeforeTheMasterIsAsked() {
        Csp csp = csp(0);

        assertRejected(nas.send(bob(csp).access()).reply());

        assertThat(master.accessRequests()).isEmpty();
        assertThat(csp.homeServer().datagrams()).isEmpty();
    }

    @Test
    void figure7AMasterThatSaysFullGetsOnePacketAndTheCspNone() {
        Csp csp = csp(4);
        master.onAccess(request -> Answer.reject());

        WirePacket reply = nas.send(bob(csp).access()).reply();

        assertRejected(reply);
        assertThat(reply.mentions(csp.virtualIdentifier())).isFalse();
        assertThat(master.accessRequests()).hasSize(1);
        assertThat(csp.homeServer().datagrams()).isEmpty();
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void figure7ASilentMasterIsARejectAndTheCspIsNotAsked() {
        Csp csp = csp(4);
        master.onAccess(request -> Answer.silence());

        assertRejected(nas.send(bob(csp).access()).reply());

        assertThat(csp.homeServer().datagrams()).isEmpty();
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void figure8TheCspsRejectIsRelayedThoughTheMasterAccepted() {
        Csp csp = csp(4);
        Session impostor = Session.of(csp.subscriber("bob"), "a wrong password");

        WirePacket reply = nas.send(impostor.access()).reply();

        assertRejected(reply);
        assertThat(reply.mentions(csp.virtualIdentifier())).isFalse();
        assertThat(master.accessRequests()).hasSize(1);
        assertThat(csp.homeServer().accessRequests()).hasSize(1);
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void figure9TheMasterIsAskedAsTheVirtualSubscriberThenTheCspAsTheRealOne() {
        Csp csp = csp(4);
        Session bob = bob(csp);

        WirePacket accept = nas.send(bob.access()).reply();
        bob.accepted(accept);

        assertThat(accept.mentions(csp.virtualIdentifier())).isFalse();
        Received atMaster = master.accessRequests().get(0);
        Received atCsp = csp.homeServer().accessRequests().get(0);
        assertThat(atMaster.user()).isEqualTo(csp.virtualIdentifier());
        assertThat(atMaster.password()).isEqualTo(csp.virtualPassword());
        assertThat(atMaster.packet().mentions("bob")).isFalse();
        assertThat(atMaster.packet().has(Wire.CALLING_STATION_ID)).isFalse();
        assertThat(atMaster.packet().text(Wire.NAS_IDENTIFIER)).isEqualTo("nas-of-the-tests");
        assertThat(atCsp.user()).isEqualTo(csp.subscriber("bob"));
        assertThat(atCsp.password()).isEqualTo("bob-secret");
        assertThat(atMaster.nanoTime()).isLessThan(atCsp.nanoTime());
    }

    @Test
    void figure9AccountingGoesRewrittenToTheMasterThenAsItIsToTheCsp() {
        Csp csp = csp(4);
        master.onAccess(
                r ->
                        master.judge(r).draft() == null
                                ? Answer.reject()
                                : Answer.of(
                                        Draft.of(Wire.ACCESS_ACCEPT)
                                                .with(Wire.CLASS, "class of the master")));
        csp.homeServer()
                .onAccess(
                        r ->
                                Answer.of(
                                        Draft.of(Wire.ACCESS_ACCEPT)
                                                .with(Wire.CLASS, "class of the CSP")));
        Session bob = bob(csp);
        bob.accepted(nas.send(bob.access()).reply());

        WirePacket started = nas.send(bob.start()).reply();
        assertRecorded(nas.send(bob.stop(20)).reply());

        assertRecorded(started);
        assertThat(started.mentions(csp.virtualIdentifier())).isFalse();
        List<Received> atMaster = reportsToMaster(bob);
        List<Received> atCsp = csp.homeServer().accountingRequests();
        assertThat(atMaster).hasSize(2).allMatch(r -> r.user().equals(csp.virtualIdentifier()));
        assertThat(atCsp).hasSize(2).allMatch(r -> r.user().equals(csp.subscriber("bob")));
        assertThat(atMaster.get(0).nanoTime()).isLessThan(atCsp.get(0).nanoTime());
        assertThat(atMaster)
                .allMatch(r -> r.packet().texts(Wire.CLASS).equals(List.of("class of the master")));
        assertThat(atCsp)
                .allMatch(r -> r.packet().texts(Wire.CLASS).equals(List.of("class of the CSP")));
        assertThat(database.usages(csp.name())).isEqualTo(1);
    }

    @Test
    void figure9TheCspIsNotToldWhatTheMasterHasNotRecorded() {
        Csp csp = csp(4);
        Session bob = bob(csp);
        bob.accepted(nas.send(bob.access()).reply());
        master.onAccounting(request -> Answer.silence());

        nas.send(bob.start()).staysUnanswered(Duration.ofSeconds(2));

        assertThat(csp.homeServer().accountingRequests()).isEmpty();
    }

    @Test
    void theMasterIsAskedOnceAConversation() {
        Csp csp = csp(4);
        csp.homeServer()
                .onAccess(
                        request ->
                                request.packet().has(Wire.STATE)
                                        ? Answer.accept()
                                        : Answer.challenge("round one"));
        Session bob = bob(csp);

        WirePacket challenge = nas.send(bob.access()).reply();
        assertThat(challenge.code()).isEqualTo(Wire.ACCESS_CHALLENGE);
        Draft second = bob.access().with(WireAttribute.of(Wire.STATE, challenge.text(Wire.STATE)));
        bob.accepted(nas.send(second).reply());

        assertThat(master.accessRequests()).hasSize(1);
        assertThat(csp.homeServer().accessRequests()).hasSize(2);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
    }

    @Test
    void theMasterSeesNoCredentialsOfTheSubscriber() {
        Csp csp = csp(4);
        csp.homeServer().onAccess(request -> Answer.accept());
        Draft request =
                bob(csp).ask()
                        .chap("bob-secret", new byte[16])
                        .with(Wire.EAP_MESSAGE, new byte[] {2, 1, 0, 8, 1, 'b', 'o', 'b'})
                        .with(Wire.CHARGEABLE_USER_IDENTITY, "bob's other name");

        nas.send(request).reply();

        WirePacket atMaster = master.accessRequests().get(0).packet();
        for (int type :
                new int[] {
                    Wire.CHAP_PASSWORD,
                    Wire.CHAP_CHALLENGE,
                    Wire.EAP_MESSAGE,
                    Wire.CHARGEABLE_USER_IDENTITY,
                    Wire.STATE
                }) {
            assertThat(atMaster.has(type)).as("attribute %d", type).isFalse();
        }
    }

    private Csp csp(int ports) {
        Csp csp = world.csp(ports);
        csp.homeServer().knows(csp.subscriber("bob"), "bob-secret");
        return csp;
    }

    /** Of that session: the Master may still be owed the reports of others. */
    private List<Received> reportsToMaster(Session session) {
        return master.accountingRequests().stream()
                .filter(r -> r.packet().text(Wire.ACCT_SESSION_ID).equals(session.id()))
                .toList();
    }
}
