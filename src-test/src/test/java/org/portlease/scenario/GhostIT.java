package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.ExternalMasterWorld;
import org.portlease.test.world.Site;

/** A session that ends without a Stop is a ghost at its provider's, unless we send one. */
class GhostIT extends LifeScenario {

    private static final Duration DELIVERY = Duration.ofSeconds(20);

    private static List<Received> stops(TestHomeServer server, Session session) {
        return server.accounted(Wire.STOP).stream()
                .filter(r -> r.packet().text(Wire.ACCT_SESSION_ID).equals(session.id()))
                .toList();
    }

    private static WirePacket awaitStop(TestHomeServer server, Session session) {
        Await.until(
                "the Stop of " + session.id(), DELIVERY, () -> !stops(server, session).isEmpty());
        assertThat(stops(server, session)).hasSize(1);
        return stops(server, session).get(0).packet();
    }

    @Test
    void aSessionThatFellSilentIsStoppedAtItsClientsServer() {
        Site site = site(Site.Kind.INTERIMS);
        Csp csp = csp(ContractKind.USUAL);
        Session bob = started(site, csp);
        pass(60);
        assertRecorded(site.nas().send(bob.interim(60)).reply());

        pass(250);

        WirePacket stop = awaitStop(csp.homeServer(), bob);
        assertThat(stop.text(Wire.USER_NAME)).isEqualTo(csp.subscriber("bob"));
        assertThat(stop.text(Wire.CALLING_STATION_ID)).isEqualTo(bob.callingStation());
        assertThat(stop.number(Wire.ACCT_SESSION_TIME)).isEqualTo(60);
        assertThat(stop.number(Wire.ACCT_INPUT_OCTETS)).isEqualTo(6_000);
        assertThat(stop.number(Wire.ACCT_OUTPUT_OCTETS)).isEqualTo(60_000);
        assertThat(stop.number(Wire.ACCT_TERMINATE_CAUSE)).isBetween(1, 18);
        assertThat(stop.mentions(csp.virtualIdentifier())).isFalse();
        Await.until("nothing left to send", DELIVERY, () -> stored(csp) == 0);
    }

    private long stored(Csp csp) {
        return database.number(
                "select count(*) from stored_report s join provider p on p.id = s.home_group"
                        + " where p.name = ?",
                csp.name());
    }

    @Test
    void theTerminateCauseTellsARebootFromASessionThatTookThePort() {
        Site site = site(Site.Kind.UNIQUE_PORTS);
        Csp csp = csp(ContractKind.USUAL);
        Session superseded = started(site.nas(), bob(csp).onPort(5));
        Session rebooted = started(site.nas(), bob(csp).onPort(5));
        WirePacket first = awaitStop(csp.homeServer(), superseded);

        assertRecorded(site.nas().send(accountingOn()).reply());

        WirePacket second = awaitStop(csp.homeServer(), rebooted);
        assertThat(second.number(Wire.ACCT_TERMINATE_CAUSE)).as("NAS Reboot").isEqualTo(11);
        assertThat(first.number(Wire.ACCT_TERMINATE_CAUSE)).isBetween(1, 18).isNotEqualTo(11);
    }

    private static Draft accountingOn() {
        return Draft.of(Wire.ACCOUNTING_REQUEST)
                .with(Wire.ACCT_STATUS_TYPE, Wire.ACCOUNTING_ON)
                .with(Wire.NAS_IDENTIFIER, "nas-of-the-tests");
    }

    @Test
    void aStopThatComesAfterAllReachesTheClientBehindOurs() {
        Site site = site(Site.Kind.INTERIMS);
        Csp csp = csp(ContractKind.USUAL);
        Session bob = started(site, csp);
        pass(250);
        assertThat(awaitStop(csp.homeServer(), bob).number(Wire.ACCT_SESSION_TIME)).isZero();

        assertRecorded(site.nas().send(bob.stop(222)).reply());

        // live, or stored behind ours, if the acknowledgement of that one is still on its way
        Await.until("its own", DELIVERY, () -> stops(csp.homeServer(), bob).size() == 2);
        WirePacket last = stops(csp.homeServer(), bob).get(1).packet();
        assertThat(last.number(Wire.ACCT_SESSION_TIME)).isEqualTo(222);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(222);
    }

    @Test
    void aClientThatIsDownGetsItsStopWhenItIsBack() {
        Site site = site(Site.Kind.INTERIMS);
        Csp csp = csp(ContractKind.USUAL);
        Session bob = started(site, csp);
        csp.homeServer().fallSilent();
        pass(250);
        awaitClosed(bob);
        Await.until("a try", DELIVERY, () -> !stops(csp.homeServer(), bob).isEmpty());
        assertThat(stored(csp)).isEqualTo(1);

        csp.homeServer().revive();

        Await.until(
                "the delivery",
                Duration.ofSeconds(60),
                () -> {
                    pass(5);
                    return stored(csp) == 0;
                });
        assertThat(stops(csp.homeServer(), bob)).isNotEmpty();
    }

    @Test
    void anExistingMasterGetsTheStopToo() {
        ExternalMasterWorld external = ExternalMasterWorld.on(controller);
        Csp csp = external.csp(4);
        csp.homeServer().knows(csp.subscriber("bob"), "bob-secret");
        try (TestNas nas = external.nas()) {
            Session bob = started(nas, bob(csp));

            assertRecorded(nas.send(accountingOn()).reply());

            WirePacket theirs = awaitStop(csp.homeServer(), bob);
            WirePacket masters = awaitStop(external.master(), bob);
            assertThat(theirs.text(Wire.USER_NAME)).isEqualTo(csp.subscriber("bob"));
            assertThat(masters.text(Wire.USER_NAME)).isEqualTo(csp.virtualIdentifier());
            assertThat(masters.mentions("bob")).isFalse();
            assertThat(masters.number(Wire.ACCT_TERMINATE_CAUSE)).isEqualTo(11);
        }
    }
}
