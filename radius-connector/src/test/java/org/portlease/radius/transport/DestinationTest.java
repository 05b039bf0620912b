package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.portlease.radius.HealthCheck;
import org.portlease.radius.HomeServer;
import org.portlease.radius.HomeServerStatus.State;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;
import org.portlease.radius.transport.Destination.Standing;

/** How a home server stands with the requests that might ask it, and when its silence is death. */
class DestinationTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final HealthBook book = new HealthBook(Clock.systemUTC());

    private static HomeServer server(HealthCheck check, Duration timeout, int tries) {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1812);
        return new HomeServer(
                1,
                7,
                address,
                address,
                Secret.of("s"),
                MessageAuthenticatorPolicy.OPTIONAL,
                1,
                timeout,
                tries,
                check);
    }

    private Destination at(HomeServer server, long seconds) {
        return Destination.of(
                server, Service.ACCOUNTING, book.of(server, Service.ACCOUNTING), seconds * SECOND);
    }

    private HomeServer dead(HealthCheck check) {
        HomeServer server = server(check, Duration.ofSeconds(2), 2);
        Witness witness = at(server, 0).witness();
        witness.unanswered(0, 2 * SECOND);
        assertThat(at(server, 2).standing()).isEqualTo(Standing.SUSPECT);
        witness.unanswered(0, 4 * SECOND);
        assertThat(at(server, 4).standing()).isEqualTo(Standing.DEAD);
        return server;
    }

    @Test
    void isGoodAgainToOneRequestEachHalfMinuteWhereServersAreCheckedByUse() {
        HomeServer server = dead(HealthCheck.USE);

        assertThat(at(server, 33).standing()).isEqualTo(Standing.DEAD);
        ask(server, 34);
        assertThat(at(server, 35).standing()).isEqualTo(Standing.DEAD);
        assertThat(at(server, 64).standing()).isEqualTo(Standing.GOOD);
    }

    @Test
    void keepsItsTrialForTheRequestThatAsksIt() {
        HomeServer server = dead(HealthCheck.USE);

        assertThat(at(server, 34).standing()).isEqualTo(Standing.GOOD);
        assertThat(at(server, 40).standing()).as("still not asked").isEqualTo(Standing.GOOD);
        ask(server, 40);
        assertThat(at(server, 41).standing()).isEqualTo(Standing.DEAD);
        assertThat(at(server, 70).standing()).isEqualTo(Standing.GOOD);
    }

    private void ask(HomeServer server, long seconds) {
        Destination destination = at(server, seconds);
        assertThat(destination.standing()).isEqualTo(Standing.GOOD);
        destination.witness().asked(seconds * SECOND);
    }

    @Test
    void staysDeadUntilItAnswersWhereServersAreProbed() {
        HomeServer server = dead(HealthCheck.STATUS_SERVER);
        assertThat(at(server, 60).standing()).isEqualTo(Standing.DEAD);
        at(server, 60).witness().answered(61 * SECOND);

        assertThat(at(server, 62).standing()).isEqualTo(Standing.GOOD);
    }

    @Test
    void keepsTheServicesApartEvenAtOneAddress() {
        HomeServer server = dead(HealthCheck.USE);

        assertThat(book.of(server, Service.AUTHENTICATION).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void isNeverDeadOfASingleDatagramNorAliveAfterSixSeconds() {
        HomeServer hasty = server(HealthCheck.USE, Duration.ofSeconds(2), 1);
        at(hasty, 0).witness().unanswered(0, 2 * SECOND);
        at(hasty, 0).witness().unanswered(0, 3 * SECOND);
        assertThat(at(hasty, 3).standing()).isEqualTo(Standing.SUSPECT);

        HomeServer slow = server(HealthCheck.USE, Duration.ofSeconds(30), 5);
        at(slow, 0).witness().unanswered(0, 6 * SECOND);
        assertThat(at(slow, 6).standing()).isEqualTo(Standing.DEAD);
    }

    @Test
    void isForgottenWithItsServer() {
        HomeServer server = dead(HealthCheck.USE);
        book.keep(List.of());

        assertThat(at(server, 5).standing()).isEqualTo(Standing.GOOD);
    }
}
