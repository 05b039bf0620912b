package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.portlease.radius.HealthCheck;
import org.portlease.radius.HomeServer;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;

class HomeServerHealthTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final HomeServer server =
            new HomeServer(
                    1,
                    7,
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 1812),
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), 1813),
                    Secret.of("s"),
                    MessageAuthenticatorPolicy.OPTIONAL,
                    1,
                    Duration.ofSeconds(2),
                    2,
                    HealthCheck.USE);

    private final HomeServerHealth health = new HomeServerHealth();

    private boolean silent(Service service, long now) {
        return health.silentLately(server, service, now);
    }

    @Test
    void remembersSilenceForHalfAMinute() {
        health.unanswered(server, Service.AUTHENTICATION, 0, 4 * SECOND);

        assertThat(silent(Service.AUTHENTICATION, 33 * SECOND)).isTrue();
        assertThat(silent(Service.AUTHENTICATION, 34 * SECOND)).isFalse();
    }

    @Test
    void keepsTheServicesApart() {
        health.unanswered(server, Service.ACCOUNTING, 0, 4 * SECOND);

        assertThat(silent(Service.AUTHENTICATION, 5 * SECOND)).isFalse();
        assertThat(silent(Service.ACCOUNTING, 5 * SECOND)).isTrue();
    }

    @Test
    void isRevivedByAnyAnswer() {
        health.unanswered(server, Service.AUTHENTICATION, 0, 4 * SECOND);
        health.answered(server, Service.AUTHENTICATION, 5 * SECOND);

        assertThat(silent(Service.AUTHENTICATION, 6 * SECOND)).isFalse();
    }

    @Test
    void takesALostRequestForNoSilenceWhereOthersWereAnswered() {
        health.answered(server, Service.AUTHENTICATION, 3 * SECOND);
        health.unanswered(server, Service.AUTHENTICATION, 1, 4 * SECOND);

        assertThat(silent(Service.AUTHENTICATION, 5 * SECOND)).isFalse();
    }
}
