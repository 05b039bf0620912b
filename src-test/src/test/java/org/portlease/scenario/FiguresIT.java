package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;

/** Figures 6 to 9 of the founding document, with the built-in Master RADIUS server. */
class FiguresIT extends StandardScenario {

    @Test
    void figure6AnOwnSubscriberIsAdmittedAndAccountedUnderItsOwnIdentifier() {
        long toCsps = world.datagramsToCsps();
        Session alice = alice();

        alice.accepted(nas.send(alice.access()).reply());
        assertRecorded(nas.send(alice.start()).reply());
        assertThat(ownLeases(alice)).isEqualTo(1);
        assertRecorded(nas.send(alice.stop(60)).reply());

        assertThat(ownLeases(alice)).isZero();
        assertThat(ownUsages(alice)).isEqualTo(1);
        assertThat(world.datagramsToCsps()).isEqualTo(toCsps);
    }

    @Test
    void figure6AnOwnSubscriberWithAWrongPasswordIsRejectedAndHoldsNoPort() {
        long inUse = database.inUseAtPop("Central");
        Session alice = Session.of("alice@msp.example", "a wrong password");

        assertRejected(nas.send(alice.access()).reply());

        assertThat(database.inUseAtPop("Central")).isEqualTo(inUse);
        assertThat(ownLeases(alice)).isZero();
    }

    @Test
    void figure7AnUnknownRealmIsRejected() {
        Session stranger = Session.of("eve@nowhere.example", "whatever");

        WirePacket reply = nas.send(stranger.access()).reply();

        assertRejected(reply);
    }

    @Test
    void figure7NoFreePortIsARejectAndTheCspIsNotAsked() {
        Csp csp = csp(1);
        admitted(csp);

        WirePacket reply = nas.send(bob(csp).access()).reply();

        assertRejected(reply);
        assertNoVirtualIdentifier(reply, csp);
        assertThat(csp.homeServer().accessRequests()).hasSize(1);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
    }

    @Test
    void figure7ASuspendedContractIsARejectAndTheCspIsNotAsked() {
        Csp csp = world.suspended();

        assertRejected(nas.send(bob(csp).access()).reply());

        assertThat(csp.homeServer().datagrams()).isEmpty();
    }

    @Test
    void aSuspensionTakesEffectOnARunningServer() {
        Csp csp = csp(50);
        admitted(csp);

        database.configure(
                "update contract set status = 'SUSPENDED' where virtual_identifier = ?",
                csp.virtualIdentifier());

        Await.until(
                "a Reject by the suspended " + csp.name(),
                () -> nas.send(bob(csp).access()).reply().code() == Wire.ACCESS_REJECT);
    }

    @Test
    void figure7ConnectionTimeUsedUpIsARejectAndTheCspIsNotAsked() {
        Csp csp = world.timed();
        csp.homeServer().knows(csp.subscriber("bob"), "bob-secret");
        database.setClosedSeconds(csp.name(), 3_500);
        admitted(csp);

        database.setClosedSeconds(csp.name(), 3_600);

        assertRejected(nas.send(bob(csp).access()).reply());
        assertThat(csp.homeServer().accessRequests()).hasSize(1);
    }

    @Test
    void figure7CreditUsedUpIsARejectAndTheCspIsNotAsked() {
        Csp csp = csp(4);
        database.setOwed(csp.name(), 199_999);
        admitted(csp);

        database.setOwed(csp.name(), 200_000);

        assertRejected(nas.send(bob(csp).access()).reply());
        assertThat(csp.homeServer().accessRequests()).hasSize(1);
    }

    @Test
    void creditIsWhatIsOwedAndTheSecondsSinceAtTheContractsRate() {
        Csp csp = csp(50);

        database.setOwed(csp.name(), 199_950);
        admitted(csp);
        // again, where the running period was rated just between the two
        Await.until(
                "a Reject at 199,950 owed and 100 seconds more at one a second",
                () -> {
                    database.setClosedSeconds(csp.name(), 0);
                    database.setUnrated(csp.name());
                    database.setClosedSeconds(csp.name(), 100);
                    return nas.send(bob(csp).access()).reply().code() == Wire.ACCESS_REJECT;
                });
        database.setOwed(csp.name(), 1);
        admitted(csp);
    }

    @Test
    void refusalsAreCountedByReasonAndNotStored() {
        Csp csp = csp(0);
        for (int i = 0; i < 5; i++) {
            assertRejected(nas.send(bob(csp).access()).reply());
        }

        Await.until(
                "five refusals for want of a port",
                () -> database.refusals(csp.name(), "NO_FREE_PORT") == 5);
        assertThat(
                        database.number(
                                "select count(*) from refusal_count where reason = 'NO_FREE_PORT' and contract_id ="
                                        + contract(csp)))
                .isEqualTo(1);
    }

    @Test
    void figure8TheCspsRejectIsRelayedAndThePortIsFreeAgain() {
        Csp csp = csp(1);
        Session impostor = Session.of(csp.subscriber("bob"), "a wrong password");

        WirePacket reply = nas.send(impostor.access()).reply();

        assertRejected(reply);
        assertNoVirtualIdentifier(reply, csp);
        assertThat(csp.homeServer().accessRequests()).hasSize(1);
        assertThat(database.inUse(csp.name())).isZero();
        assertThat(database.leases(csp.name())).isZero();
        admitted(csp);
    }

    @Test
    void figure9AConnectionIsAdmittedByBothAndAccountedOnBothSides() {
        Csp csp = csp(4);
        Session bob = bob(csp);

        WirePacket accept = nas.send(bob.access()).reply();
        bob.accepted(accept);
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(1);
        WirePacket started = nas.send(bob.start()).reply();
        assertThat(database.leases(csp.name(), "ACTIVE")).isEqualTo(1);
        WirePacket interim = nas.send(bob.interim(120)).reply();
        WirePacket stopped = nas.send(bob.stop(240)).reply();

        for (WirePacket reply : new WirePacket[] {started, interim, stopped}) {
            assertRecorded(reply);
            assertNoVirtualIdentifier(reply, csp);
        }
        assertNoVirtualIdentifier(accept, csp);
        assertThat(database.leases(csp.name())).isZero();
        assertThat(database.inUse(csp.name())).isZero();
        assertThat(database.usages(csp.name())).isEqualTo(1);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(240);
    }

    @Test
    void figure9TheCspIsToldTheRealIdentifierAndPasswordOnlyItsOwn() {
        Csp csp = csp(4);
        Session bob = started(csp);
        assertRecorded(nas.send(bob.stop(10)).reply());

        Received access = csp.homeServer().accessRequests().get(0);
        assertThat(access.user()).isEqualTo(csp.subscriber("bob"));
        assertThat(access.password()).isEqualTo("bob-secret");
        assertThat(csp.homeServer().accounted(Wire.START)).hasSize(1);
        assertThat(csp.homeServer().accounted(Wire.STOP)).hasSize(1);
        assertThat(csp.homeServer().accountingRequests())
                .allSatisfy(r -> assertThat(r.user()).isEqualTo(csp.subscriber("bob")))
                .allSatisfy(
                        r -> assertThat(r.packet().text(Wire.ACCT_SESSION_ID)).isEqualTo(bob.id()))
                .allSatisfy(r -> assertThat(r.packet().has(Wire.CLASS)).isFalse());
        assertThat(csp.homeServer().datagrams())
                .noneMatch(r -> r.packet().mentions(csp.virtualIdentifier()));
    }

    private static void assertNoVirtualIdentifier(WirePacket reply, Csp csp) {
        assertThat(reply.mentions(csp.virtualIdentifier())).as("%s", reply).isFalse();
    }

    private static String contract(Csp csp) {
        return " (select c.id from contract c join provider p on p.id = c.provider_id"
                + " where p.name = '"
                + csp.name()
                + "')";
    }

    private long ownLeases(Session session) {
        return database.number(
                "select count(*) from lease l join subscriber s on s.id = l.subscriber_id"
                        + " where s.identifier = ? and l.acct_session_id = ?",
                session.userName(),
                session.id());
    }

    private long ownUsages(Session session) {
        return database.number(
                "select count(*) from usage_record u join subscriber s on s.id = u.subscriber_id"
                        + " where s.identifier = ? and u.acct_session_id = ?"
                        + " and u.session_seconds = 60",
                session.userName(),
                session.id());
    }
}
