package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.portlease.radius.HomeServerStatus.State;

class HomeServerHealthTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final Duration DEAD_AFTER = Duration.ofSeconds(4);
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final HomeServerHealth health =
            new HomeServerHealth(
                    1,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 1812),
                    Clock.fixed(NOON, ZoneOffset.UTC));

    private void unanswered(long askedAt, long now) {
        health.unanswered(askedAt * SECOND, now * SECOND, DEAD_AFTER);
    }

    private void die() {
        unanswered(0, 2);
        unanswered(0, 4);
        assertThat(health.state()).isEqualTo(State.DEAD);
    }

    @Test
    void isUnknownUntilSomethingIsKnown() {
        assertThat(health.state()).isEqualTo(State.UNKNOWN);
        assertThat(health.since()).isEqualTo(NOON);
        health.answered(1);
        assertThat(health.state()).isEqualTo(State.ALIVE);
    }

    @Test
    void isSuspectAfterOneSilenceAndDeadAfterASecondOne() {
        unanswered(0, 2);
        assertThat(health.state()).isEqualTo(State.SUSPECT);
        unanswered(0, 4);
        assertThat(health.state()).isEqualTo(State.DEAD);
    }

    @Test
    void isNotDeadOfOneSilenceHoweverLong() {
        unanswered(0, 60);

        assertThat(health.state()).isEqualTo(State.SUSPECT);
    }

    @Test
    void isNotDeadOfManyRequestsThatAreUnansweredTogether() {
        unanswered(0, 2);
        unanswered(1, 3);

        assertThat(health.state()).isEqualTo(State.SUSPECT);
    }

    @Test
    void isRevivedByAnyAnswer() {
        die();
        health.answered(5 * SECOND);

        assertThat(health.state()).isEqualTo(State.ALIVE);
        unanswered(4, 6);
        assertThat(health.state()).isEqualTo(State.ALIVE);
    }

    @Test
    void takesALostRequestForNoSilenceWhereOthersWereAnswered() {
        health.answered(3 * SECOND);
        unanswered(1, 4);

        assertThat(health.state()).isEqualTo(State.ALIVE);
    }

    @Test
    void isRevivedByThreeProbesInARow() {
        die();
        health.answeredProbe(7 * SECOND);
        health.answeredProbe(10 * SECOND);
        unanswered(11, 13);
        health.answeredProbe(14 * SECOND);
        health.answeredProbe(17 * SECOND);
        assertThat(health.state()).isEqualTo(State.DEAD);
        health.answeredProbe(20 * SECOND);

        assertThat(health.state()).isEqualTo(State.ALIVE);
        // asked before it revived
        unanswered(18, 21);
        assertThat(health.state()).isEqualTo(State.ALIVE);
    }

    @Test
    void isTriedByOneRequestEachHalfMinute() {
        assertThat(health.mayBeTried(0)).isFalse();
        die();

        assertThat(health.mayBeTried(33 * SECOND)).isFalse();
        health.asked(33 * SECOND); // for want of others
        assertThat(health.mayBeTried(34 * SECOND)).isTrue();
        health.asked(34 * SECOND);
        assertThat(health.mayBeTried(35 * SECOND)).isFalse();
        assertThat(health.mayBeTried(64 * SECOND)).isTrue();
    }

    @Test
    void isProbedAtOnceAndThenAboutEachThreeSeconds() {
        assertThat(health.takeProbe(2 * SECOND, 0)).isFalse();
        unanswered(0, 2);

        assertThat(health.takeProbe(2 * SECOND, 1)).isTrue();
        assertThat(health.takeProbe(5 * SECOND, 1)).isFalse();
        assertThat(health.takeProbe(6 * SECOND, -1)).isTrue();
        assertThat(health.takeProbe(9 * SECOND, 0)).isTrue();
        health.answered(10 * SECOND);
        assertThat(health.takeProbe(60 * SECOND, 0)).isFalse();
    }
}
