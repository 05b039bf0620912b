package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertAccepted;
import static org.portlease.scenario.StandardScenario.assertRejected;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Site;

/** What the NAS is told, and how soon. */
class AnswerIT extends LifeScenario {

    /** By the second server's setting; the first one's is none. */
    private static final Duration DELAY = Duration.ofMillis(950);

    @Test
    void aRejectOfOursIsDelayedAndOnesThatAreRelayedAreNot() {
        Site site = site(Site.Kind.USUAL);
        Csp csp = csp(ContractKind.USUAL);
        Session stranger = Session.of("mallory@nowhere.example", "guess");

        Exchange ours = site.nasAtB().send(stranger.access());
        assertRejected(ours.reply());
        Exchange wrongPassword = site.nasAtB().send(alice().ask().pap("guess"));
        assertRejected(wrongPassword.reply());
        Exchange theirs = site.nasAtB().send(bob(csp).ask().pap("guess"));
        assertRejected(theirs.reply());
        Exchange atA = site.nas().send(alice().ask().pap("guess"));
        assertRejected(atA.reply());

        assertThat(ours.latency()).isGreaterThanOrEqualTo(DELAY);
        assertThat(wrongPassword.latency()).isGreaterThanOrEqualTo(DELAY);
        assertThat(theirs.latency()).isLessThan(DELAY);
        assertThat(atA.latency()).isLessThan(DELAY);
        assertThat(csp.homeServer().accessRequests()).hasSize(1);
    }

    @Test
    void aRetransmissionBeforeADelayedRejectIsAnsweredOnce() {
        Site site = site(Site.Kind.USUAL);
        Exchange attempt = site.nasAtB().send(alice().ask().pap("guess"));

        attempt.resend().resend();
        assertRejected(attempt.reply());

        assertThat(attempt.replies()).hasSize(1);
        assertThat(attempt.latency()).isGreaterThanOrEqualTo(DELAY);
    }

    @Test
    void interimsAreAskedForWhereTheNasMaySendThem() {
        Csp csp = csp(ContractKind.USUAL);
        assertThat(interval(site(Site.Kind.INTERIMS), csp)).isEqualTo(60);
        Site unknown = site(Site.Kind.USUAL);
        Session bob = bob(csp);
        WirePacket accept = unknown.nas().send(bob.access()).reply();

        assertThat(accept.number(Wire.ACCT_INTERIM_INTERVAL))
                .isEqualTo(Integer.parseInt(ofLease("interim_seconds", bob)))
                .isGreaterThanOrEqualTo(60);
        assertThat(interval(site(Site.Kind.NO_INTERIMS), csp)).as("none").isEqualTo(-1);
    }

    private static int interval(Site site, Csp csp) {
        WirePacket accept = site.nas().send(bob(csp).access()).reply();
        assertAccepted(accept);
        assertThat(accept.all(Wire.ACCT_INTERIM_INTERVAL)).hasSizeLessThanOrEqualTo(1);
        return accept.number(Wire.ACCT_INTERIM_INTERVAL);
    }

    @Test
    void anIntervalThatTheClientAsksForStandsOnceInTheAccept() {
        Site site = site(Site.Kind.INTERIMS);
        Csp csp = csp(ContractKind.USUAL);
        csp.homeServer()
                .onAccess(r -> Answer.of(Draft.of(Wire.ACCESS_ACCEPT).interimInterval(900)));

        WirePacket accept = site.nas().send(bob(csp).access()).reply();

        assertAccepted(accept);
        assertThat(accept.all(Wire.ACCT_INTERIM_INTERVAL))
                .containsExactly(WireAttribute.of(Wire.ACCT_INTERIM_INTERVAL, 60));
    }
}
