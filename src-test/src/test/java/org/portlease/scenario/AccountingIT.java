package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;

/** Accounting is written once, whatever the network does to it. */
class AccountingIT extends StandardScenario {

    @Test
    void aRetransmittedStartIsRecordedOnceAndAnsweredTwice() {
        Csp csp = csp(4);
        Session bob = admitted(csp);

        Exchange start = nas.send(bob.start());
        assertRecorded(start.reply());
        start.resend();
        assertRecorded(nas.send(bob.start().with(Wire.ACCT_DELAY_TIME, 3)).reply());

        assertThat(database.leases(csp.name(), "ACTIVE")).isEqualTo(1);
        assertThat(csp.homeServer().datagrams().stream().filter(r -> r.retransmission())).isEmpty();
    }

    @Test
    void aStopBeforeItsStartClosesTheSessionAndTheStartOpensNothing() {
        Csp csp = csp(4);
        Session bob = admitted(csp);

        assertRecorded(nas.send(bob.stop(90)).reply());
        assertRecorded(nas.send(bob.start().with(Wire.ACCT_DELAY_TIME, 91)).reply());

        assertThat(database.leases(csp.name())).isZero();
        assertThat(database.inUse(csp.name())).isZero();
        assertThat(database.usages(csp.name())).isEqualTo(1);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(90);
    }

    @Test
    void anInterimAfterTheStopChangesNothing() {
        Csp csp = csp(4);
        Session bob = started(csp);
        assertRecorded(nas.send(bob.stop(90)).reply());

        assertRecorded(nas.send(bob.interim(60)).reply());

        assertThat(database.leases(csp.name())).isZero();
        assertThat(database.usages(csp.name())).isEqualTo(1);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(90);
    }

    @Test
    void anInterimThatComesLateDoesNotLowerTheCounters() {
        Csp csp = csp(4);
        Session bob = started(csp);
        assertRecorded(nas.send(bob.interim(240)).reply());
        assertRecorded(nas.send(bob.interim(120)).reply());

        assertThat(
                        database.number(
                                "select session_seconds from lease where acct_session_id = ?",
                                bob.id()))
                .isEqualTo(240);
    }

    @Test
    void aNasThatForgetsClassIsMatchedByItsSessionId() {
        Csp csp = csp(4);
        Session bob = admitted(csp).forgettingClass();

        assertRecorded(nas.send(bob.start()).reply());
        assertRecorded(nas.send(bob.stop(30)).reply());

        assertThat(database.usages(csp.name())).isEqualTo(1);
        assertThat(database.leases(csp.name())).isZero();
    }

    @Test
    void aDamagedClassIsIgnored() {
        Csp csp = csp(4);
        Session bob = admitted(csp).forgettingClass();

        assertRecorded(nas.send(bob.start().with(Wire.CLASS, new byte[32])).reply());

        assertThat(database.leases(csp.name(), "ACTIVE")).isEqualTo(1);
    }

    @Test
    void aStartWithoutAnAdmissionTakesAPortEvenAboveTheAllocation() {
        Csp csp = csp(1);
        started(csp);
        Session late = bob(csp);

        assertRecorded(nas.send(late.start()).reply());

        assertThat(database.inUse(csp.name())).isEqualTo(2);
        assertThat(database.number("select count(*) from lease where late")).isPositive();
        assertRejected(nas.send(bob(csp).access()).reply());
    }

    @Test
    void theNasIsAcknowledgedWhenTheCspHasAcknowledgedWhileItAnswers() {
        Csp csp = csp(4);
        Session bob = admitted(csp);
        csp.homeServer().onAccounting(r -> Answer.recorded().after(Duration.ofSeconds(1)));

        Exchange start = nas.send(bob.start());

        assertRecorded(start.reply());
        assertThat(start.latency()).isGreaterThanOrEqualTo(Duration.ofMillis(950));
        assertThat(csp.homeServer().accounted(Wire.START)).hasSize(1);
    }

    @Test
    void aRepeatedStopIsTheCspsBusinessOnlyUntilItHasAcknowledged() {
        Csp csp = csp(4);
        Session bob = started(csp);
        csp.homeServer().onAccounting(r -> Answer.silence());
        assertRecorded(nas.send(bob.stop(45)).replyWithin(Duration.ofSeconds(6)));
        csp.homeServer().onAccounting(r -> Answer.recorded());

        Draft again = bob.stop(45).with(Wire.ACCT_DELAY_TIME, 2);

        assertRecorded(nas.send(again).reply());
        assertThat(database.usages(csp.name())).isEqualTo(1);
        Await.until("nothing left to deliver", Duration.ofSeconds(90), () -> stored(csp) == 0);
        assertThat(csp.homeServer().accounted(Wire.STOP)).isNotEmpty();
    }

    private long stored(Csp csp) {
        return database.number(
                "select count(*) from stored_report s join provider p on p.id = s.home_group"
                        + " where p.name = ?",
                csp.name());
    }

    @Test
    void anUnknownStatusTypeIsRecordedAcknowledgedAndForwardedButNotBilled() {
        Csp csp = csp(4);
        Session bob = started(csp);
        Draft odd =
                Draft.accountingRequest(15, bob.id())
                        .with(Wire.USER_NAME, bob.userName())
                        .with(Wire.NAS_IDENTIFIER, "nas-of-the-tests");

        assertRecorded(nas.send(odd).reply());

        assertThat(csp.homeServer().accounted(15)).hasSize(1);
        assertThat(database.number("select count(*) from accounting_event where status_type = 15"))
                .isEqualTo(1);
        assertThat(database.usages(csp.name())).isZero();
    }

    @Test
    void aHundredSessionsInDisorderAreAHundredUsages() {
        Csp csp = csp(200);
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            sessions.add(admitted(csp));
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (Session each : sessions) {
            exchanges.add(nasAtB.send(each.stop(10)));
            exchanges.add(nas.send(each.start()));
            exchanges.add(nas.send(each.interim(5)));
            exchanges.add(nas.send(each.stop(10).with(Wire.ACCT_DELAY_TIME, 1)));
        }

        exchanges.forEach(e -> assertRecorded(e.insist(Duration.ofSeconds(20))));

        assertThat(database.usages(csp.name())).isEqualTo(100);
        assertThat(database.usedSeconds(csp.name())).isEqualTo(1000);
        assertThat(database.leases(csp.name())).isZero();
        assertThat(database.inUse(csp.name())).isZero();
    }
}
