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

/** The servers of a client provider: silent, slow, many at once, or not who they say they are. */
class HomeServerIT extends StandardScenario {

    private static final Duration REVIVAL = Duration.ofSeconds(90);

    @Test
    void theServerOfTheLowerPriorityIsAskedOnlyWhenTheFirstIsSilent() {
        Csp csp = pair();
        admitted(csp);
        assertThat(csp.standIn().datagrams()).isEmpty();

        csp.homeServer().onAccess(r -> Answer.silence());
        admitted(csp);

        assertThat(csp.standIn().accessRequests()).hasSize(1);
    }

    @Test
    void aSilentServerIsAskedAgainWithTheSameOctets() {
        Csp csp = pair();
        csp.homeServer().onAccess(r -> Answer.silence());

        admitted(csp);

        assertThat(csp.homeServer().accessRequests()).hasSize(1);
        assertThat(csp.homeServer().datagrams()).hasSize(2);
    }

    @Test
    void silenceOfEveryServerIsARejectAndThePortIsFreeAgain() {
        Csp csp = pair();
        csp.homeServer().onAccess(r -> Answer.silence());
        csp.standIn().onAccess(r -> Answer.silence());

        assertRejected(nas.send(bob(csp).access()).reply());

        assertThat(csp.homeServer().datagrams()).isNotEmpty();
        assertThat(csp.standIn().datagrams()).isNotEmpty();
        assertThat(database.inUse(csp.name())).isZero();
        assertThat(database.leases(csp.name())).isZero();
    }

    @Test
    void anAcceptThatComesAfterTheStandInsRejectChangesNothing() {
        Csp csp = pair();
        csp.homeServer().onAccess(r -> Answer.accept().after(Duration.ofMillis(1800)));
        csp.standIn().onAccess(r -> Answer.reject());
        long before = unexpectedAnswers();

        Exchange attempt = nas.send(bob(csp).access());
        assertRejected(attempt.reply());
        assertThat(unexpectedAnswers()).isEqualTo(before);

        Await.until("the late answers", () -> unexpectedAnswers() == before + 2);
        assertThat(attempt.replies()).hasSize(1);
        assertThat(database.leases(csp.name())).isZero();
        assertThat(database.inUse(csp.name())).isZero();
    }

    private long unexpectedAnswers() {
        return world.a().counters().getOrDefault("dropped.answer-unexpected", 0L);
    }

    @Test
    void accountingFailsOverToo() {
        Csp csp = pair();
        Session bob = admitted(csp);
        csp.homeServer().onAccounting(r -> Answer.silence());

        assertRecorded(nas.send(bob.start()).insist(Duration.ofSeconds(20)));

        assertThat(csp.standIn().accounted(Wire.START)).isNotEmpty();
    }

    @Test
    void anAnswerWithAForgedAuthenticatorIsNoAnswer() {
        Csp csp = pair();
        csp.homeServer().onAccess(r -> Answer.of(Draft.of(Wire.ACCESS_ACCEPT).forged()));
        csp.standIn().onAccess(r -> Answer.reject());

        assertRejected(nas.send(bob(csp).access()).reply());
        assertThat(csp.standIn().accessRequests()).hasSize(1);
    }

    @Test
    void anUnsignedAnswerIsNoAnswerWhereSigningIsRequired() {
        Csp csp = pair();
        csp.homeServer().onAccess(r -> Answer.of(Draft.of(Wire.ACCESS_ACCEPT).unsigned()));
        csp.standIn().onAccess(r -> Answer.reject());

        assertRejected(nas.send(bob(csp).access()).reply());
        assertThat(csp.standIn().accessRequests()).hasSize(1);
    }

    @Test
    void moreThanAnIdentifiersWorthOfRequestsIsOutstandingAtOneServer() {
        Csp csp = csp(600);
        csp.homeServer().onAccess(r -> csp.homeServer().judge(r).after(Duration.ofSeconds(2)));
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            exchanges.add(nas.send(bob(csp).access()));
        }

        Await.until(
                "all 600 at the CSP before its first answer",
                () -> csp.homeServer().accessRequests().size() == 600);
        assertThat(exchanges).noneMatch(Exchange::isAnswered);
        exchanges.forEach(e -> assertAccepted(e.reply()));
        assertThat(csp.homeServer().datagrams()).hasSize(600);
    }

    @Test
    void aRetransmissionOfTheNasMeanwhileIsNotForwarded() {
        Csp csp = csp(4);
        csp.homeServer().onAccess(r -> csp.homeServer().judge(r).after(Duration.ofSeconds(1)));
        Exchange attempt = nas.send(bob(csp).access());
        Await.until("the CSP is asked", () -> csp.homeServer().datagrams().size() == 1);

        attempt.resend().resend();

        assertAccepted(attempt.reply());
        assertThat(csp.homeServer().datagrams()).hasSize(1);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
    }

    @Test
    void aRetransmissionAfterTheAnswerGetsTheSameAnswerWithoutADecision() {
        Csp csp = csp(4);
        Exchange attempt = nas.send(bob(csp).access());
        assertAccepted(attempt.reply());

        attempt.resend();

        Await.until("a second answer", () -> attempt.replies().size() == 2);
        assertThat(attempt.replies().get(1).octets()).isEqualTo(attempt.replies().get(0).octets());
        assertThat(csp.homeServer().datagrams()).hasSize(1);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
    }

    @Test
    void aServerThatAnswersStatusServerAgainIsAskedFirstAgain() {
        Csp csp = knowing(world.watchedPair());
        csp.homeServer().answeringStatus().fallSilent();
        admitted(csp);
        assertThat(csp.standIn().accessRequests()).hasSize(1);
        Await.until(
                "questions whether it is alive",
                REVIVAL,
                () -> csp.homeServer().statusRequests().size() >= 2);
        int asked = csp.homeServer().accessRequests().size();
        admitted(csp);
        assertThat(csp.homeServer().accessRequests()).as("left alone").hasSize(asked);

        csp.homeServer().revive();
        awaitRevival(csp, asked);

        admitted(csp);
        assertThat(csp.homeServer().accessRequests()).hasSizeGreaterThan(asked + 1);
    }

    /** Asks until the first server is the one that is asked. */
    private void awaitRevival(Csp csp, int asked) {
        Await.until(
                "the first server to be asked again",
                REVIVAL,
                () -> {
                    admitted(csp);
                    return csp.homeServer().accessRequests().size() > asked;
                });
    }

    @Test
    void aServerThatIsCheckedByUseIsNeverAskedForItsStatus() {
        Csp csp = pair();
        csp.homeServer().answeringStatus().fallSilent();
        admitted(csp);
        Csp watched = knowing(world.watchedPair());
        watched.homeServer().answeringStatus().fallSilent();
        admitted(watched);

        Await.until(
                "questions at the other",
                REVIVAL,
                () -> watched.homeServer().statusRequests().size() >= 2);
        assertThat(csp.homeServer().statusRequests()).isEmpty();
    }

    private Csp pair() {
        return knowing(world.pair());
    }

    private static Csp knowing(Csp csp) {
        csp.homeServer().knows(csp.subscriber("bob"), "bob-secret");
        csp.standIn().knows(csp.subscriber("bob"), "bob-secret");
        return csp;
    }
}
