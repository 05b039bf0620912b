package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;
import static org.portlease.scenario.StandardScenario.assertRejected;

import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Site;

/** An hour of connection time a period: refused when it is used up, or reserved at each grant. */
@SuppressWarnings("NullAway.Init") // set before each test
class ThresholdIT extends LifeScenario {

    private static final int HOUR = 3600;

    /** The most that a grant reserves, and what must be left for one, by the contracts. */
    private static final int MOST = 1200;

    private Site site;

    @BeforeEach
    void enterSite() {
        site = site(Site.Kind.USUAL);
        ZonedDateTime now = clock.now().atZone(ZoneOffset.UTC);
        ZonedDateTime nextPeriod = now.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1).plusMonths(1);
        if (Duration.between(now, nextPeriod).toHours() < 12) {
            clock.advanceTo(nextPeriod.toInstant().plusSeconds(60)); // no period ends in a test
        }
    }

    private WirePacket ask(Csp csp) {
        return site.nas().send(bob(csp).access()).reply();
    }

    private static int timeout(WirePacket accept) {
        assertThat(accept.code()).as("code of %s", accept).isEqualTo(Wire.ACCESS_ACCEPT);
        return accept.number(Wire.SESSION_TIMEOUT);
    }

    @Test
    void aSoftThresholdCountsClosedAndOpenSessionsTogether() {
        Csp csp = csp(ContractKind.SOFT);
        use(csp, 1000);
        Session first = started(site, csp);
        pass(1000);
        Session second = started(site, csp);
        pass(500);
        assertRecorded(site.nas().send(first.stop(1500)).reply());
        pass(560);
        admitted(site.nas(), bob(csp)); // 1000 + 1500 + 1060 and the moments between: under 3600

        pass(45);

        assertRejected(ask(csp));
        assertThat(database.refusals(csp.name(), "TIME_USED_UP")).isEqualTo(1);
        assertThat(isOpen(second)).isTrue();
        assertRecorded(site.nas().send(second.stop(1105)).reply());
        assertRejected(ask(csp));
        use(csp, HOUR - 20);
        assertThat(timeout(ask(csp))).as("no Session-Timeout of ours").isEqualTo(-1);
    }

    @Test
    void aHardThresholdPromisesEachSessionItsTimeAndNobodyElse() {
        Csp csp = csp(ContractKind.HARD);
        csp.homeServer().onAccess(r -> Answer.of(Draft.of(Wire.ACCESS_ACCEPT).sessionTimeout(600)));
        assertThat(timeout(ask(csp))).as("the client's own, which is less").isEqualTo(600);
        csp.homeServer().onAccess(csp.homeServer()::judge);

        assertThat(timeout(ask(csp))).isEqualTo(MOST);
        assertThat(timeout(ask(csp))).isEqualTo(MOST);
        assertThat(timeout(ask(csp))).as("what is left").isEqualTo(600);

        assertRejected(ask(csp));
        assertThat(database.refusals(csp.name(), "TIME_RESERVED")).isEqualTo(1);
        assertThat(database.refusals(csp.name(), "TIME_USED_UP")).isZero();
    }

    @Test
    void whatWasPromisedAndNotUsedIsLeftForOthers() {
        Csp csp = csp(ContractKind.HARD);
        use(csp, 2400);
        Session brief = bob(csp);
        assertThat(timeout(admitting(brief))).isEqualTo(MOST);
        assertRejected(ask(csp));

        assertRecorded(site.nas().send(brief.start()).reply());
        pass(100);
        assertRecorded(site.nas().send(brief.stop(100)).reply());

        assertThat(timeout(ask(csp))).isEqualTo(1100);
        assertRejected(ask(csp));
        pass(125);
        Await.until(
                "the grant without a Start to be released",
                () -> database.released(csp.name(), "START_MISSING") == 1);
        assertThat(timeout(ask(csp))).isEqualTo(1100);
    }

    private WirePacket admitting(Session session) {
        WirePacket accept = site.nas().send(session.access()).reply();
        session.accepted(accept);
        return accept;
    }

    @Test
    void lessThanTheLeastSessionLeftIsAReject() {
        Csp csp = csp(ContractKind.HARD);
        use(csp, HOUR - 299);
        assertRejected(ask(csp));
        assertThat(database.refusals(csp.name(), "TIME_USED_UP")).isEqualTo(1);
        assertThat(csp.homeServer().datagrams()).isEmpty();

        use(csp, HOUR - 301);
        assertThat(timeout(ask(csp))).isEqualTo(301);
    }

    @Test
    void aReauthenticationIsPromisedTimeAnew() {
        Csp csp = csp(ContractKind.HARD);
        Session bob = bob(csp);
        assertThat(timeout(admitting(bob))).isEqualTo(MOST);
        assertRecorded(site.nas().send(bob.start()).reply());
        pass(1000);
        assertRecorded(site.nas().send(bob.interim(1000)).reply());

        assertThat(timeout(admitting(bob))).isEqualTo(MOST);
        pass(1100);
        assertRecorded(site.nasAtB().send(bob.interim(2100)).reply());
        assertThat(timeout(admitting(bob))).isEqualTo(MOST);
        pass(1000);
        int rest = timeout(admitting(bob));

        assertThat(rest).isBetween(HOUR - 3100 - 30, HOUR - 3100);
        assertThat(database.leases(csp.name())).isEqualTo(1);
        assertRejected(ask(csp));
    }

    @Test
    void anOpenSessionUsesItsPromiseAndTheRestIsAdmitted() {
        Csp csp = csp(ContractKind.HARD);
        use(csp, 1000);
        Session bob = bob(csp);
        assertThat(timeout(admitting(bob))).isEqualTo(MOST);
        assertRecorded(site.nas().send(bob.start()).reply());
        pass(700);

        // 1000 used before, 700 by bob and 500 still promised to him: 1400 are left, at any time
        assertThat(timeout(ask(csp))).isEqualTo(MOST);
        assertRejected(ask(csp));
    }
}
