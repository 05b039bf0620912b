package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Site;

/** Reports that no NAS should send, and all do: each by its rule, acknowledged, and counted. */
@SuppressWarnings("NullAway.Init") // set before each test
class AccountingRulesIT extends LifeScenario {

    private static final long DAYS_10 = 864_000;

    private Site site;
    private Csp csp;

    @BeforeEach
    void enterSite() {
        site = site(Site.Kind.USUAL);
        csp = csp(ContractKind.USUAL);
    }

    @Test
    void aStopBeforeItsStartClosesAndTheStartThatFollowsOpensNothing() {
        Session bob = admitted(site.nas(), bob(csp));
        pass(40);
        assertRecorded(site.nas().send(bob.stop(40)).reply());
        assertThat(ofUsage("start_recorded", bob)).isEqualTo("f");

        assertRecorded(site.nasAtB().send(bob.start().with(Wire.ACCT_DELAY_TIME, 40)).reply());

        assertThat(ofUsage("start_recorded", bob)).isEqualTo("t");
        assertThat(ofUsage("session_seconds", bob)).isEqualTo("40");
        assertThat(database.leases(csp.name())).isZero();
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void aDuplicateStopIsRecordedOnceAtWhicheverServer() {
        Session bob = started(site, csp);
        pass(40);
        assertRecorded(site.nas().send(bob.stop(40)).reply());

        assertRecorded(site.nasAtB().send(bob.stop(40)).reply());
        assertRecorded(site.nas().send(bob.stop(40).with(Wire.ACCT_DELAY_TIME, 5)).reply());

        assertThat(database.usages(csp.name())).isEqualTo(1);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(40);
        assertThat(database.inUse(csp.name())).isZero();
        assertThat(csp.homeServer().accounted(Wire.STOP)).isNotEmpty();
    }

    @Test
    void anInterimAfterTheStopChangesNothingAndIsCounted() {
        Session bob = started(site, csp);
        pass(40);
        assertRecorded(site.nas().send(bob.stop(40)).reply());

        assertRecorded(site.nas().send(bob.interim(45)).reply());

        assertThat(database.leases(csp.name())).isZero();
        assertThat(ofUsage("session_seconds", bob)).isEqualTo("40");
        assertThat(database.oddities(site.nasName(), "INTERIM_AFTER_STOP")).isEqualTo(1);
    }

    @Test
    void countersThatRunBackwardsLeaveTheLargerOnes() {
        Session bob = started(site, csp);
        pass(600);
        assertRecorded(site.nas().send(bob.interim(600, 50_000, 90_000)).reply());
        assertThat(database.oddities(site.nasName(), "COUNTERS_BACKWARDS")).isZero();

        pass(60);
        assertRecorded(site.nas().send(bob.interim(660, 20_000, 95_000)).reply());

        assertThat(ofLease("input_octets", bob)).isEqualTo("50000");
        assertThat(ofLease("output_octets", bob)).isEqualTo("95000");
        assertThat(ofLease("remarks", bob)).contains("COUNTERS_BACKWARDS");
        assertThat(database.oddities(site.nasName(), "COUNTERS_BACKWARDS")).isEqualTo(1);
        pass(60);
        assertRecorded(site.nas().send(bob.stop(720, 30_000, 40_000)).reply());
        assertThat(ofUsage("input_octets", bob)).isEqualTo("50000");
        assertThat(ofUsage("output_octets", bob)).isEqualTo("95000");
        assertThat(ofUsage("remarks", bob)).contains("COUNTERS_BACKWARDS");
        assertThat(ofUsage("session_seconds", bob)).isEqualTo("720");
    }

    @Test
    void octetsBeyondTheLinesSpeedAreHeldAtWhatItCanCarry() {
        Site slow = site(Site.Kind.SLOW_LINES);
        Session honest = started(slow, csp);
        Session boastful = started(slow, csp);
        pass(100);

        assertRecorded(slow.nas().send(honest.stop(100, 90_000_000, 90_000_000)).reply());
        assertRecorded(slow.nas().send(boastful.stop(100, 1_000, 2_000_000_000)).reply());

        assertThat(ofUsage("output_octets", honest)).isEqualTo("90000000");
        assertThat(ofUsage("remarks", honest)).isEmpty();
        assertThat(ofUsage("input_octets", boastful)).isEqualTo("1000");
        // 8000 kbit/s are a million octets a second; a minute more is allowed for
        assertThat(Long.parseLong(ofUsage("output_octets", boastful)))
                .isBetween(100_000_000L, 190_000_000L);
        assertThat(ofUsage("remarks", boastful)).contains("BEYOND_LINE");
        assertThat(database.oddities(slow.nasName(), "BEYOND_LINE")).isEqualTo(1);
    }

    @Test
    void secondsBeyondTheClockAreMeteredByTheClock() {
        Session bob = started(site, csp);
        pass(300);

        assertRecorded(site.nas().send(bob.stop((int) DAYS_10, 5_000, 5_000)).reply());

        assertThat(Long.parseLong(ofUsage("session_seconds", bob))).isBetween(300L, 330L);
        assertThat(ofUsage("remarks", bob)).contains("TIME_ABSURD");
        assertThat(database.oddities(site.nasName(), "TIME_ABSURD")).isEqualTo(1);
    }

    @Test
    void anEventTimestampIsBelievedWhereItAgreesWithTheClock() {
        Session exact = started(site, csp);
        Session absurd = started(site, csp);
        pass(300);
        Instant ended = clock.now().minusSeconds(105).truncatedTo(ChronoUnit.SECONDS);
        Draft late = exact.stop(190).with(Wire.ACCT_DELAY_TIME, 100);

        assertRecorded(site.nas().send(late.eventTimestamp(ended)).reply());
        Draft wrong = absurd.stop(290).eventTimestamp(clock.now().plusSeconds(5000));
        assertRecorded(site.nas().send(wrong).reply());

        String stoppedAt = "floor(extract(epoch from stopped_at))::bigint";
        assertThat(Long.parseLong(ofUsage(stoppedAt, exact))).isEqualTo(ended.getEpochSecond());
        assertThat(Long.parseLong(ofUsage(stoppedAt, absurd)))
                .isBetween(ended.getEpochSecond() + 100, clock.now().getEpochSecond());
    }

    @Test
    void ourClassOfASessionAtAnotherPeerIsHarmless() {
        Site elsewhere = site(Site.Kind.USUAL);
        Session bob = started(site, csp);
        Session thief = bob(csp).with(bob.classes().toArray(new WireAttribute[0]));

        assertRecorded(elsewhere.nas().send(thief.stop(77)).reply());

        assertThat(isOpen(bob)).isTrue();
        assertThat(database.usages(csp.name())).isZero();
        assertThat(database.inUse(csp.name())).isEqualTo(1);
        assertThat(database.oddities(elsewhere.nasName(), "FOREIGN_SESSION")).isEqualTo(1);
        assertThat(events(elsewhere, Wire.STOP)).isEqualTo(1);
    }

    private long events(Site at, int status) {
        return database.number(
                "select count(*) from accounting_event e join nas n on n.id = e.nas_id"
                        + " where n.name = ? and e.status_type = ?",
                at.nasName(),
                status);
    }

    @Test
    void ourClassDamagedIsIgnoredAndTheSessionKnownByItsId() {
        Session bob = admitted(site.nas(), bob(csp));
        WireAttribute ours = bob.classes().get(bob.classes().size() - 1);
        byte[] damaged = ours.value();
        damaged[damaged.length - 1] ^= 1;
        bob.forgettingClass();

        assertRecorded(site.nas().send(bob.start().with(Wire.CLASS, damaged)).reply());

        assertThat(ofLease("state", bob)).isEqualTo("ACTIVE");
        assertThat(database.leases(csp.name())).isEqualTo(1);
        assertThat(database.oddities(site.nasName(), "CLASS_DAMAGED")).isEqualTo(1);
    }

    @Test
    void aClassThatIsNotOursIsNotCountedAsDamaged() {
        Session bob = admitted(site.nas(), bob(csp)).forgettingClass();
        byte[] theirs = ByteBuffer.allocate(16).putLong(4711).array();

        assertRecorded(site.nas().send(bob.start().with(Wire.CLASS, theirs)).reply());

        assertThat(ofLease("state", bob)).isEqualTo("ACTIVE");
        assertThat(database.oddities(site.nasName(), "CLASS_DAMAGED")).isZero();
    }

    @Test
    void anUnknownStatusIsRecordedForwardedAndNotBilled() {
        Session bob = started(site, csp);

        assertRecorded(site.nas().send(bob.report(15)).reply());

        assertThat(csp.homeServer().accounted(15)).hasSize(1);
        assertThat(events(site, 15)).isEqualTo(1);
        assertThat(database.oddities(site.nasName(), "UNKNOWN_STATUS")).isEqualTo(1);
        assertThat(database.usages(csp.name())).isZero();
        assertThat(isOpen(bob)).isTrue();
    }

    @Test
    void aStopThatNoLeaseKnowsIsMeteredByItsRealmFlagged() {
        Session stranger = bob(csp);

        assertRecorded(site.nas().send(stranger.stop(120)).reply());

        assertThat(ofUsage("session_seconds", stranger)).isEqualTo("120");
        assertThat(ofUsage("late", stranger)).isEqualTo("t");
        assertThat(database.usages(csp.name())).isEqualTo(1);
        assertThat(database.oddities(site.nasName(), "STOP_WITHOUT_LEASE")).isEqualTo(1);
        assertThat(database.inUse(csp.name())).isZero();
        assertThat(csp.homeServer().accounted(Wire.STOP)).hasSize(1);
    }
}
