package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HomeServerHealthTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final HomeServerHealth health =
            new HomeServerHealth(1, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1812));

    @Test
    void remembersSilenceForHalfAMinute() {
        health.unanswered(0, 4 * SECOND);

        assertThat(health.silentLately(33 * SECOND)).isTrue();
        assertThat(health.silentLately(34 * SECOND)).isFalse();
    }

    @Test
    void isRevivedByAnyAnswer() {
        health.unanswered(0, 4 * SECOND);
        health.answered(5 * SECOND);

        assertThat(health.silentLately(6 * SECOND)).isFalse();
    }

    @Test
    void takesALostRequestForNoSilenceWhereOthersWereAnswered() {
        health.answered(3 * SECOND);
        health.unanswered(1, 4 * SECOND);

        assertThat(health.silentLately(5 * SECOND)).isFalse();
    }
}
