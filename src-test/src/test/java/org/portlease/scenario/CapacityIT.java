package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertAccepted;
import static org.portlease.scenario.StandardScenario.assertRecorded;
import static org.portlease.scenario.StandardScenario.assertRejected;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.LifeWorld;
import org.portlease.test.world.Site;

/** Ports of a point of presence: whose they are, who may have more, and who is turned away. */
class CapacityIT extends LifeScenario {

    private long refusalsAt(Site site, Csp csp, String reason) {
        return database.number(
                "select coalesce(sum(r.refusals), 0) from refusal_count r"
                        + " join pop on pop.id = r.pop_id"
                        + " join contract c on c.id = r.contract_id"
                        + " join provider p on p.id = c.provider_id"
                        + " where pop.name = ? and p.name = ? and r.reason = ?",
                site.pop(),
                csp.name(),
                reason);
    }

    private static void assertRefused(Site site, Session session) {
        assertRejected(site.nas().send(session.access()).reply());
    }

    @Test
    void theReserveKeepsTheMastersOwnSubscribersAdmitted() {
        Site site = site(Site.Kind.RESERVE);
        Csp csp = csp(ContractKind.USUAL);
        for (int i = 0; i < 3; i++) {
            started(site, csp);
        }
        assertRefused(site, bob(csp));
        assertRefused(site, bob(csp));

        Session own = started(site.nas(), alice());
        started(site.nas(), alice());

        assertThat(database.inUseAtPop(site.pop())).isEqualTo(5);
        assertRefused(site, alice());
        assertRecorded(site.nas().send(own.stop(1)).reply());
        assertRefused(site, bob(csp));
        assertThat(refusalsAt(site, csp, "POP_RESERVED")).isEqualTo(3);
        assertThat(csp.homeServer().accessRequests()).hasSize(3);
    }

    @Test
    void ownSubscribersMayTakeMoreThanTheReserveAndFillThePop() {
        Site site = site(Site.Kind.RESERVE);
        Csp csp = csp(ContractKind.USUAL);
        for (int i = 0; i < 4; i++) {
            started(site.nas(), alice());
        }

        started(site, csp);

        assertRefused(site, bob(csp));
        assertThat(refusalsAt(site, csp, "POP_FULL")).isEqualTo(1);
    }

    @Test
    void aShareIsWhatAContractMayUseAtOnePop() {
        Site site = site(Site.Kind.SHARED);
        Site elsewhere = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.SHARING);
        Csp other = csp(ContractKind.SHARING);
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < LifeWorld.SHARE; i++) {
            sessions.add(started(site, csp));
        }

        assertRefused(site, bob(csp));
        assertThat(refusalsAt(site, csp, "SHARE_USED_UP")).isEqualTo(1);
        assertThat(refusalsAt(elsewhere, csp, "SHARE_USED_UP")).isZero();
        started(elsewhere, csp);
        started(site, other);
        assertRecorded(site.nas().send(sessions.get(0).stop(1)).reply());
        started(site, csp);
        assertRefused(site, bob(csp));
    }

    @Test
    void aBurstIsMarkedAndEndsWhereTheContractSaysSo() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.BURSTING);
        Session usual = started(site, csp);
        started(site, csp);
        Session burst = started(site, csp);
        started(site, csp);
        assertRefused(site, bob(csp));
        assertThat(refusalsAt(site, csp, "NO_FREE_PORT")).isEqualTo(1);
        assertThat(ofLease("burst", usual)).isEqualTo("f");
        assertThat(ofLease("burst", burst)).isEqualTo("t");

        pass(30);
        assertRecorded(site.nas().send(usual.stop(30)).reply());
        assertRecorded(site.nas().send(burst.stop(30)).reply());

        assertThat(ofUsage("burst", usual)).isEqualTo("f");
        assertThat(ofUsage("burst", burst)).isEqualTo("t");
        Session again = started(site, csp);
        Session more = started(site, csp);
        assertThat(List.of(ofLease("burst", again), ofLease("burst", more)))
                .as("one of its own two ports was free, and one of the burst's")
                .containsExactlyInAnyOrder("f", "t");
        assertRefused(site, bob(csp));
    }

    @Test
    void aBurstEndsWhereThePopHasNoRoomThatClientsMayTake() {
        Site site = site(Site.Kind.RESERVE);
        Csp csp = csp(ContractKind.BURSTING);
        for (int i = 0; i < 3; i++) {
            started(site, csp);
        }

        assertRefused(site, bob(csp));

        assertThat(refusalsAt(site, csp, "POP_RESERVED")).isEqualTo(1);
        started(site.nas(), alice());
        started(site(Site.Kind.USUAL), csp);
    }

    @Test
    void callsThatHuntedToAnOverflowNumberAreIdentifiedAndMarked() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        csp.homeServer().knows("bob", "bob-secret");
        Session hunted = Session.of("bob", "bob-secret").onPort(21);
        Session direct = Session.of("bob", "bob-secret").onPort(22);
        call(site, hunted, LifeWorld.overflowNumber(csp));
        call(site, direct, LifeWorld.number(csp));

        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(2);
        assertThat(ofLease("overflow", hunted)).isEqualTo("t");
        assertThat(ofLease("overflow", direct)).isEqualTo("f");

        for (Session each : List.of(hunted, direct)) {
            assertRecorded(site.nas().send(each.start()).reply());
        }
        pass(20);
        assertRecorded(site.nas().send(hunted.stop(20)).reply());
        assertRecorded(site.nas().send(direct.stop(20)).reply());
        assertThat(ofUsage("overflow", hunted)).isEqualTo("t");
        assertThat(ofUsage("overflow", direct)).isEqualTo("f");
    }

    private static void call(Site site, Session session, String number) {
        session.accepted(
                site.nas().send(session.access().with(Wire.CALLED_STATION_ID, number)).reply());
    }

    @Test
    void aCallCheckTakesThePortThatTheAccessRequestTakesOver() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        database.setPorts(csp.name(), 1);
        Session bob = bob(csp);

        assertAccepted(site.nas().send(bob.callCheck(LifeWorld.number(csp))).reply());
        assertThat(csp.homeServer().datagrams()).isEmpty();
        assertThat(database.leases(csp.name(), "RESERVED")).isEqualTo(1);
        String lease = onlyLease(csp);
        assertRejected(site.nas().send(bob(csp).callCheck(LifeWorld.number(csp))).reply());
        assertThat(refusalsAt(site, csp, "NO_FREE_PORT")).isEqualTo(1);

        call(site, bob, LifeWorld.number(csp));

        assertThat(onlyLease(csp)).isEqualTo(lease);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
        assertRecorded(site.nas().send(bob.start()).reply());
        assertThat(ofLease("state", bob)).isEqualTo("ACTIVE");
        assertRefused(site, bob(csp));
    }

    @Test
    void aCallCheckThatNamesNoPortIsMetByTheAccessRequestOnAny() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        Session bob = bob(csp);
        Draft check =
                Draft.of(Wire.ACCESS_REQUEST)
                        .with(Wire.SERVICE_TYPE, Wire.CALL_CHECK)
                        .with(Wire.CALLED_STATION_ID, LifeWorld.number(csp))
                        .with(Wire.CALLING_STATION_ID, bob.callingStation());
        assertAccepted(site.nas().send(check).reply());
        String lease = onlyLease(csp);

        call(site, bob, LifeWorld.number(csp));

        assertThat(onlyLease(csp)).isEqualTo(lease);
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(1);
    }

    private String onlyLease(Csp csp) {
        List<String> ids =
                database.texts(
                        "select l.id from lease l join contract c on c.id = l.contract_id"
                                + " join provider p on p.id = c.provider_id where p.name = ?",
                        csp.name());
        assertThat(ids).hasSize(1);
        return ids.get(0);
    }

    @Test
    void aCallThatIsNotAnsweredGivesItsPortBack() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        assertAccepted(site.nas().send(bob(csp).callCheck(LifeWorld.number(csp))).reply());
        pass(40);
        assertAccepted(site.nas().send(bob(csp).callCheck(LifeWorld.number(csp))).reply());

        pass(25);

        Await.until(
                "the first call's release",
                () -> database.released(csp.name(), "RESERVATION_EXPIRED") == 1);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
    }

    @Test
    void aCallCheckOfANumberThatIsNobodysIsRefused() {
        Site site = site(Site.Kind.USUAL);

        assertRejected(site.nas().send(alice().callCheck("+4930999999")).reply());

        assertThat(database.inUseAtPop(site.pop())).isZero();
    }
}
