package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertAccepted;
import static org.portlease.scenario.StandardScenario.assertRecorded;
import static org.portlease.scenario.StandardScenario.assertRejected;

import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Site;

/** Which sessions are one, which take each other's place, and which end with their NAS. */
class SameSessionIT extends LifeScenario {

    @Test
    void accountingOnClosesWhatThatNasHadAndNothingElse() {
        Site site = site(Site.Kind.USUAL);
        Site elsewhere = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        Session first = started(site, csp);
        Session second = started(site, csp);
        Session other = started(elsewhere, csp);
        pass(90);
        assertRecorded(site.nas().send(first.interim(90)).reply());

        assertRecorded(site.nas().send(reboot(Wire.ACCOUNTING_ON, "any")).reply());
        Session after = started(site, csp);

        awaitClosed(first);
        awaitClosed(second);
        assertThat(database.ended(csp.name(), "NAS_REBOOT", true)).isEqualTo(2);
        assertThat(ofUsage("session_seconds", first)).isEqualTo("90");
        assertThat(isOpen(other)).isTrue();
        pass(5);
        assertStillOpenOnce(csp, after, other);
        Await.until(
                "the settlement",
                () ->
                        database.number(
                                        "select count(*) from accounting_event e"
                                                + " join nas n on n.id = e.nas_id"
                                                + " where n.name = ? and not e.settled",
                                        site.nasName())
                                == 0);
    }

    private void assertStillOpenOnce(Csp csp, Session... sessions) {
        for (Session each : sessions) {
            assertThat(isOpen(each)).as("%s is open", each.id()).isTrue();
        }
        assertThat(database.inUse(csp.name())).isEqualTo(sessions.length);
    }

    private static Draft reboot(int status, String nas) {
        return Draft.of(Wire.ACCOUNTING_REQUEST)
                .with(Wire.ACCT_STATUS_TYPE, status)
                .with(Wire.NAS_IDENTIFIER, nas);
    }

    @Test
    void accountingOffBehindAProxyClosesTheSessionsOfThatNasAlone() {
        Site site = site(Site.Kind.PROXY);
        Csp csp = csp(ContractKind.USUAL);
        Session rebooted = started(site.nas(), bob(csp).at("nas-one"));
        Session neighbour = started(site.nas(), bob(csp).at("nas-two"));

        assertRecorded(site.nasAtB().send(reboot(Wire.ACCOUNTING_OFF, "nas-one")).reply());

        awaitClosed(rebooted);
        assertThat(ofUsage("end_cause", rebooted)).isEqualTo("NAS_REBOOT");
        assertStillOpenOnce(csp, neighbour);
    }

    @Test
    void aNewSessionOnAUniquePortEndsTheOldOneAndTakesItsPort() {
        Site site = site(Site.Kind.UNIQUE_PORTS);
        Csp csp = csp(ContractKind.USUAL);
        database.setPorts(csp.name(), 1);
        Session old = started(site.nas(), bob(csp).onPort(7));
        pass(100);
        assertRecorded(site.nas().send(old.interim(100)).reply());
        assertRejected(site.nas().send(bob(csp).onPort(8).access()).reply());

        Session fresh = admitted(site.nasAtB(), bob(csp).onPort(7));

        assertThat(ofUsage("end_cause", old)).isEqualTo("SUPERSEDED");
        assertThat(ofUsage("estimated", old)).isEqualTo("t");
        assertThat(ofUsage("session_seconds", old)).isEqualTo("100");
        assertRecorded(site.nas().send(fresh.start()).reply());
        assertStillOpenOnce(csp, fresh);
    }

    @Test
    void aStartOnAUniquePortEndsTheOldSessionToo() {
        Site site = site(Site.Kind.UNIQUE_PORTS);
        Csp csp = csp(ContractKind.USUAL);
        Session old = started(site.nas(), bob(csp).onPort(3));
        Session fresh = bob(csp).onPort(3);

        assertRecorded(site.nas().send(fresh.start()).reply());

        assertThat(ofUsage("end_cause", old)).isEqualTo("SUPERSEDED");
        assertStillOpenOnce(csp, fresh);
    }

    @Test
    void theSameNasPortMeansNothingWherePortsAreNotUnique() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        Session one = started(site.nas(), bob(csp).onPort(7));
        Session two = started(site.nas(), bob(csp).onPort(7));

        assertStillOpenOnce(csp, one, two);
    }

    @Test
    void anIdThatIsUsedAgainIsANewSessionAndClosesTheOldOne() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        csp.homeServer().knows(csp.subscriber("ann"), "ann-secret");
        Session old = started(site, csp);
        pass(600);
        assertRecorded(site.nas().send(old.interim(600)).reply());
        pass(60);
        Session fresh =
                Session.of(csp.subscriber("ann"), "ann-secret").withId(old.id()).onPort(999);

        started(site.nas(), fresh);

        Await.until("the old one's end", () -> database.usages(csp.name()) == 1);
        assertThat(database.ended(csp.name(), "ID_REUSED", true)).isEqualTo(1);
        assertThat(ofUsage("session_seconds", old)).isEqualTo("600");
        assertThat(database.oddities(site.nasName(), "ID_REUSED")).isEqualTo(1);
        assertStillOpenOnce(csp, fresh);
        pass(30);
        assertRecorded(site.nas().send(fresh.stop(30)).reply());
        assertThat(database.usedSeconds(csp.name())).isEqualTo(630);
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void theLinksOfABundleHoldOnePortAndPassItOn() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        database.setPorts(csp.name(), 1);
        WireAttribute bundle = WireAttribute.of(Wire.ACCT_MULTI_SESSION_ID, "bundle-1");
        Session first = started(site.nas(), bob(csp).with(bundle));
        Session second = started(site.nasAtB(), bob(csp).with(bundle));

        assertThat(database.leases(csp.name(), "ACTIVE")).isEqualTo(2);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
        assertThat(database.inUseAtPop(site.pop())).isEqualTo(1);
        assertThat(ofLease("port_held", second)).isEqualTo("f");
        assertRejected(site.nas().send(bob(csp).access()).reply());

        pass(50);
        assertRecorded(site.nas().send(first.stop(50)).reply());
        assertThat(ofLease("port_held", second)).isEqualTo("t");
        assertThat(database.inUse(csp.name())).isEqualTo(1);
        pass(50);
        assertRecorded(site.nas().send(second.stop(99)).reply());
        assertThat(database.inUse(csp.name())).isZero();
        assertThat(database.inUseAtPop(site.pop())).isZero();
        assertThat(database.usages(csp.name())).isEqualTo(2);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(149);
        assertThat(ofUsage("port_held", first)).isEqualTo("t");
    }

    @Test
    void anotherSubscribersBundleOfTheSameIdIsAnotherBundle() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        csp.homeServer().knows(csp.subscriber("ann"), "ann-secret");
        WireAttribute bundle = WireAttribute.of(Wire.ACCT_MULTI_SESSION_ID, "bundle-2");

        started(site.nas(), bob(csp).with(bundle));
        started(site.nas(), Session.of(csp.subscriber("ann"), "ann-secret").with(bundle));

        assertThat(database.inUse(csp.name())).isEqualTo(2);
    }

    @Test
    void aReauthenticationCostsNoSecondPortAtWhicheverServer() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        database.setPorts(csp.name(), 1);
        Session bob = started(site, csp);

        for (TestNas nas : new TestNas[] {site.nas(), site.nasAtB()}) {
            assertAccepted(nas.send(bob.access()).reply());
        }

        assertStillOpenOnce(csp, bob);
        assertThat(ofLease("state", bob)).isEqualTo("ACTIVE");
        assertThat(csp.homeServer().accessRequests()).hasSize(3);
        assertRejected(site.nas().send(bob(csp).access()).reply());
    }

    @Test
    void aRejectedReauthenticationEndsNoSessionThatIsUp() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        Session bob = started(site, csp);

        assertRejected(site.nas().send(bob.ask().pap("wrong")).reply());

        assertStillOpenOnce(csp, bob);
    }

    @Test
    void aReauthenticationWithoutASessionIdIsKnownByPortNameAndStation() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        database.setPorts(csp.name(), 1);
        Session bob = bob(csp).onPort(11);
        bob.accepted(site.nas().send(bob.accessWithoutSessionId()).reply());
        assertRecorded(site.nas().send(bob.start()).reply());

        assertAccepted(site.nasAtB().send(bob.accessWithoutSessionId()).reply());

        assertStillOpenOnce(csp, bob);
        bob.onPort(12);
        assertRejected(site.nas().send(bob.accessWithoutSessionId()).reply());
    }
}
