package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertRecorded;
import static org.portlease.scenario.StandardScenario.assertRejected;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.Await;
import org.portlease.test.world.Federation;

/** A provider that is master and client at once: a chain, and a loop that is cut. */
@SuppressWarnings("NullAway.Init") // set before each test
class ChainIT extends Scenario {

    private Federation federation;
    private TestNas nas;

    @BeforeEach
    void enterWorld() {
        federation = Federation.on(controller);
        federation.far().knows("carol@far.example", "carol-secret");
        nas = federation.nas();
    }

    @AfterEach
    void leaveWorld() {
        nas.close();
    }

    @Test
    void aSubscriberTwoProvidersAwayHoldsAPortOfEach() {
        Session carol = Session.of("carol@far.example", "carol-secret");

        carol.accepted(nas.send(carol.access()).reply());
        assertThat(federation.proxyDatabase().leases(Federation.CLIENT)).isEqualTo(1);
        assertThat(federation.clientDatabase().leases(Federation.FAR)).isEqualTo(1);
        assertRecorded(nas.send(carol.start()).reply());
        assertRecorded(nas.send(carol.stop(70)).reply());

        Received access = federation.far().accessRequests().get(0);
        assertThat(access.user()).isEqualTo("carol@far.example");
        assertThat(access.password()).isEqualTo("carol-secret");
        assertThat(federation.far().accounted(Wire.STOP)).hasSize(1);
        assertThat(federation.far().accountingRequests())
                .noneMatch(request -> request.packet().has(Wire.CLASS));
        assertThat(federation.proxyDatabase().leases(Federation.CLIENT)).isZero();
        assertThat(federation.clientDatabase().leases(Federation.FAR)).isZero();
        assertThat(federation.clientDatabase().usedSeconds(Federation.FAR)).isEqualTo(70);
    }

    @Test
    void aRequestThatComesBackIsRejectedAtOnceAndHoldsNoPort() {
        Exchange loop = nas.send(Session.of("dora@loop.example", "dora-secret").access());

        assertRejected(loop.reply());

        assertThat(loop.latency()).isLessThan(Duration.ofSeconds(5));
        Await.until(
                "no port is held",
                () ->
                        federation.proxyDatabase().inUse(Federation.CLIENT) == 0
                                && federation.clientDatabase().inUse("Back") == 0);
    }
}
