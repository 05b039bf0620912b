package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertAccepted;
import static org.portlease.scenario.StandardScenario.assertRecorded;
import static org.portlease.scenario.StandardScenario.assertRejected;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Site;

/** What time does to a lease that nobody speaks of any more, and what a late packet does to it. */
class LeaseLifeIT extends LifeScenario {

    @Test
    void aReservationIsReleasedWhenItsTimeEndsAndAChallengeProlongsIt() {
        Site site = site(Site.Kind.USUAL);
        Csp prolonged = csp(ContractKind.USUAL);
        Csp abandoned = csp(ContractKind.USUAL);
        for (Csp csp : new Csp[] {prolonged, abandoned}) {
            csp.homeServer().onAccess(r -> Answer.challenge("one round more"));
        }
        Session bob = bob(prolonged);
        Session gone = bob(abandoned);
        WirePacket challenge = challenged(site, bob.access());
        challenged(site, gone.access());

        pass(40);
        challenged(site, bob.access().with(challenge.all(Wire.STATE)));
        pass(40);

        Await.until("the release", () -> database.leases(abandoned.name()) == 0);
        assertThat(database.released(abandoned.name(), "RESERVATION_EXPIRED")).isEqualTo(1);
        assertThat(database.inUse(abandoned.name())).isZero();
        assertThat(database.leases(prolonged.name(), "RESERVED")).isEqualTo(1);
        assertThat(database.inUse(prolonged.name())).isEqualTo(1);
        prolonged.homeServer().onAccess(r -> Answer.accept());
        assertAccepted(site.nas().send(bob.access().with(challenge.all(Wire.STATE))).reply());
        assertThat(database.leases(prolonged.name(), "GRANTED")).isEqualTo(1);
    }

    private static WirePacket challenged(Site site, Draft request) {
        WirePacket reply = site.nas().send(request).reply();
        assertThat(reply.code()).isEqualTo(Wire.ACCESS_CHALLENGE);
        return reply;
    }

    @Test
    void anAcceptThatComesAfterItsReservationHasExpiredIsAReject() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.PATIENT);
        csp.homeServer().onAccess(r -> Answer.accept().after(Duration.ofSeconds(4)));
        Exchange attempt = site.nas().send(bob(csp).access());
        Await.until("the question", () -> csp.homeServer().accessRequests().size() == 1);

        pass(45);

        Await.until("the release", () -> database.released(csp.name(), "RESERVATION_EXPIRED") == 1);
        assertThat(attempt.isAnswered()).isFalse();
        assertRejected(attempt.reply());
        assertThat(database.leases(csp.name())).isZero();
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void aGrantWhoseStartNeverComesIsReleased() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        admitted(site.nas(), bob(csp));
        pass(60);
        Session later = admitted(site.nasAtB(), bob(csp));

        pass(62);

        Await.until("the release", () -> database.released(csp.name(), "START_MISSING") == 1);
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(1);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
        assertThat(database.inUseAtPop(site.pop())).isEqualTo(1);
        assertRecorded(site.nas().send(later.start()).reply());
        assertThat(database.leases(csp.name(), "ACTIVE")).isEqualTo(1);
    }

    @Test
    void theEvidenceOfAReleasedLeaseTellsItsTimes() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        admitted(site.nas(), bob(csp));

        pass(125);

        Await.until("the release", () -> database.released(csp.name(), "START_MISSING") == 1);
        assertThat(
                        database.number(
                                "select count(*) from released_lease r join pop p on p.id = r.pop_id"
                                        + " where p.name = ? and granted_at >= reserved_at"
                                        + " and released_at - granted_at"
                                        + " between interval '120 s' and interval '140 s'",
                                site.pop()))
                .isEqualTo(1);
    }

    @Test
    void aStartAfterItsLeaseExpiredTakesAPortEvenAboveThePortsFlagged() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        database.setPorts(csp.name(), 1);
        Session late = admitted(site.nas(), bob(csp));
        pass(125);
        Await.until("the release", () -> database.released(csp.name(), "START_MISSING") == 1);
        Session other = started(site, csp);

        assertRecorded(site.nas().send(late.start()).reply());

        assertThat(database.inUse(csp.name())).isEqualTo(2);
        assertThat(ofLease("late", late)).isEqualTo("t");
        assertThat(ofLease("late", other)).isEqualTo("f");
        assertRejected(site.nas().send(bob(csp).access()).reply());
    }

    @Test
    void aSessionWhoseInterimsFallSilentIsClosedAndBilledToTheLast() {
        Site site = site(Site.Kind.INTERIMS);
        Csp csp = csp(ContractKind.USUAL);
        Session never = started(site, csp);
        Session twice = started(site, csp);
        pass(60);
        report(site, twice, 60);
        Session later = started(site, csp);
        pass(60);
        report(site, twice, 120);
        Instant lastHeard = clock.now();

        pass(70);
        awaitClosed(never);
        assertThat(isOpen(twice)).as("open after 70 s of silence").isTrue();
        assertThat(isOpen(later)).as("open after 130 s of silence").isTrue();

        pass(120);
        awaitClosed(twice);
        awaitClosed(later);
        assertThat(ofUsage("session_seconds", never)).isEqualTo("0");
        assertThat(ofUsage("end_cause", twice)).isEqualTo("INTERIMS_SILENT");
        assertThat(ofUsage("estimated", twice)).isEqualTo("t");
        assertThat(ofUsage("session_seconds", twice)).isEqualTo("120");
        assertThat(ofUsage("input_octets", twice)).isEqualTo("12000");
        assertThat(Long.parseLong(ofUsage("floor(extract(epoch from stopped_at))::bigint", twice)))
                .isBetween(lastHeard.getEpochSecond() - 10, lastHeard.getEpochSecond() + 1);
        assertThat(database.inUse(csp.name())).isZero();
        assertThat(database.inUseAtPop(site.pop())).isZero();
    }

    /** A fault of one sweep says nothing of whether we could hear of sessions. */
    @Test
    void aSweepThatAlwaysFailsKeepsNoSilentSessionOpen() {
        Site site = site(Site.Kind.INTERIMS);
        Csp csp = csp(ContractKind.USUAL);
        Session silent = started(site, csp);
        database.update("alter table contract_notice rename to contract_notice_away");
        try {
            for (int round = 0; round < 6; round++) {
                String before = database.texts("select cast(now() as text)").get(0);
                pass(40); // less than it may be silent, and more than any interval of a sweep
                Await.until(
                        "a round on each node",
                        () ->
                                database.number(
                                                "select count(*) from node"
                                                        + " where seen_at <= cast(? as timestamptz)",
                                                before)
                                        == 0);
            }

            awaitClosed(silent);
            assertThat(ofUsage("end_cause", silent)).isEqualTo("INTERIMS_SILENT");
        } finally {
            database.update("alter table contract_notice_away rename to contract_notice");
        }
    }

    private static void report(Site site, Session session, int seconds) {
        assertRecorded(site.nas().send(session.interim(seconds)).reply());
    }

    @Test
    void aNasOfWhichNothingIsKnownIsHeldToItsInterimsOnceOneHasCome() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        Session reporting = started(site, csp);
        Session mute = started(site, csp);
        long interval = Long.parseLong(ofLease("interim_seconds", reporting));
        pass(interval);
        report(site, reporting, (int) interval);

        pass(3 * interval + 60);

        awaitClosed(reporting);
        assertThat(ofUsage("end_cause", reporting)).isEqualTo("INTERIMS_SILENT");
        assertThat(ofUsage("session_seconds", reporting)).isEqualTo(Long.toString(interval));
        assertThat(isOpen(mute)).isTrue();
    }

    @Test
    void aSessionOfANasWithoutInterimsIsClosedAfterItsLongestTime() {
        Site site = site(Site.Kind.NO_INTERIMS);
        Csp csp = csp(ContractKind.USUAL);
        Session old = started(site, csp);
        pass(3600);
        Session young = started(site, csp);
        assertThat(isOpen(old)).isTrue();

        pass(3610);

        awaitClosed(old);
        assertThat(ofUsage("end_cause", old)).isEqualTo("TOO_LONG");
        assertThat(ofUsage("estimated", old)).isEqualTo("t");
        assertThat(isOpen(young)).isTrue();
        assertThat(database.inUse(csp.name())).isEqualTo(1);
    }

    @Test
    void aStopAfterTheEstimateReplacesIt() {
        Site site = site(Site.Kind.INTERIMS);
        Csp csp = csp(ContractKind.USUAL);
        Session bob = silencedAfterAMinute(site, csp);
        assertThat(closedSeconds(csp)).isEqualTo(60);

        assertRecorded(site.nasAtB().send(bob.stop(95)).reply());

        assertThat(ofUsage("end_cause", bob)).isEqualTo("STOP");
        assertThat(ofUsage("estimated", bob)).isEqualTo("f");
        assertThat(ofUsage("session_seconds", bob)).isEqualTo("95");
        assertThat(database.usages(csp.name())).isEqualTo(1);
        assertThat(closedSeconds(csp)).isEqualTo(95);
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void anInterimAfterTheEstimateLetsTheSessionGoOn() {
        Site site = site(Site.Kind.INTERIMS);
        Csp csp = csp(ContractKind.USUAL);
        Session bob = silencedAfterAMinute(site, csp);

        report(site, bob, 400);

        assertThat(database.leases(csp.name(), "ACTIVE")).isEqualTo(1);
        assertThat(ofLease("remarks", bob)).contains("REOPENED");
        assertThat(ofLease("session_seconds", bob)).isEqualTo("400");
        assertThat(database.usages(csp.name())).isZero();
        assertThat(closedSeconds(csp)).isZero();
        assertThat(database.inUse(csp.name())).isEqualTo(1);
        assertThat(database.inUseAtPop(site.pop())).isEqualTo(1);
        assertRecorded(site.nas().send(bob.stop(420)).reply());
        assertThat(database.usedSeconds(csp.name())).isEqualTo(420);
        assertThat(closedSeconds(csp)).isEqualTo(420);
        assertThat(database.inUse(csp.name())).isZero();
    }

    @Test
    void anInterimOfNoMoreSecondsThanTheEstimateOpensNothing() {
        Site site = site(Site.Kind.INTERIMS);
        Csp csp = csp(ContractKind.USUAL);
        Session bob = silencedAfterAMinute(site, csp);

        assertRecorded(site.nas().send(bob.interim(60).with(Wire.ACCT_DELAY_TIME, 340)).reply());

        assertThat(database.leases(csp.name())).isZero();
        assertThat(ofUsage("end_cause", bob)).isEqualTo("INTERIMS_SILENT");
    }

    /** A session that said it was a minute old, and then nothing. */
    private Session silencedAfterAMinute(Site site, Csp csp) {
        Session bob = started(site, csp);
        pass(60);
        report(site, bob, 60);
        pass(340);
        awaitClosed(bob);
        assertThat(ofUsage("estimated", bob)).isEqualTo("t");
        return bob;
    }

    private long closedSeconds(Csp csp) {
        return database.number(
                "select k.closed_seconds from capacity k join contract c on c.capacity_id = k.id"
                        + " join provider p on p.id = c.provider_id where p.name = ?",
                csp.name());
    }
}
