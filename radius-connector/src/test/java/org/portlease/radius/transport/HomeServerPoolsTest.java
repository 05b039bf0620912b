package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.portlease.radius.HealthCheck;
import org.portlease.radius.HomeServer;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;
import org.portlease.radius.transport.Destination.Standing;

class HomeServerPoolsTest {

    private static HomeServer server(long id, long group, int priority) {
        InetSocketAddress address =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), (int) (1000 + id));
        return new HomeServer(
                id,
                group,
                address,
                address,
                Secret.of("s"),
                MessageAuthenticatorPolicy.OPTIONAL,
                priority,
                Duration.ofSeconds(2),
                2,
                HealthCheck.USE);
    }

    private final HomeServerPools pools =
            new HomeServerPools(
                    List.of(server(1, 7, 3), server(2, 7, 1), server(3, 7, 2), server(4, 8, 1)));

    private List<Long> order(OptionalLong preferred, Long... dead) {
        return order(preferred, List.of(), List.of(dead));
    }

    private List<Long> order(OptionalLong preferred, List<Long> suspect, List<Long> dead) {
        return pools
                .inOrder(
                        7,
                        preferred,
                        server ->
                                destination(
                                        server,
                                        dead.contains(server.id())
                                                ? Standing.DEAD
                                                : suspect.contains(server.id())
                                                        ? Standing.SUSPECT
                                                        : Standing.GOOD))
                .stream()
                .map(Destination::id)
                .toList();
    }

    private static Destination destination(HomeServer server, Standing standing) {
        return new Destination(
                server.id(),
                server.authentication(),
                server.secret(),
                server.messageAuthenticator(),
                server.timeout(),
                server.tries(),
                standing,
                Witness.NOBODY);
    }

    @Test
    void followsThePriority() {
        assertThat(order(OptionalLong.empty())).containsExactly(2L, 3L, 1L);
    }

    @Test
    void asksSilentServersAfterTheOthersAndAllWhereAllAreSilent() {
        assertThat(order(OptionalLong.empty(), 2L)).containsExactly(3L, 1L, 2L);
        assertThat(order(OptionalLong.empty(), 1L, 2L, 3L)).containsExactly(2L, 3L, 1L);
        assertThat(order(OptionalLong.empty(), List.of(3L), List.of(2L)))
                .containsExactly(1L, 3L, 2L);
    }

    @Test
    void asksThePreferredServerFirstEvenWhereItWasSilent() {
        assertThat(order(OptionalLong.of(1), 1L)).containsExactly(1L, 2L, 3L);
    }

    @Test
    void ignoresAPreferredServerOfAnotherGroup() {
        assertThat(order(OptionalLong.of(4))).containsExactly(2L, 3L, 1L);
    }

    @Test
    void hasNobodyInAnUnknownGroup() {
        assertThat(
                        pools.inOrder(
                                9,
                                OptionalLong.empty(),
                                server -> destination(server, Standing.GOOD)))
                .isEmpty();
    }
}
