package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.portlease.radius.Outcome;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

@Timeout(20)
class ReadingsTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration BUDGET = Duration.ofSeconds(4);

    private final ScriptedListener endpoint =
            new ScriptedListener(
                    ConnectorUnderTest.peers(1, BUDGET),
                    event -> new Outcome.Reply(Packet.of(Code.ACCESS_ACCEPT)));

    @Test
    void whoAsksForAReadingFindsTheNewPeersInUseWhenItReturns() throws Exception {
        try (var under = new ConnectorUnderTest(endpoint)) {
            long begun = System.nanoTime();
            for (int version = 2; version <= 21; version++) {
                endpoint.peers = ConnectorUnderTest.peers(version, BUDGET);

                assertThat(under.connector.readPeers(LONG)).isTrue();

                assertThat(under.count("peers.version")).isEqualTo(version);
            }
            // twenty turns of the interval would have been ten seconds
            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void saysThatThePeersCouldNotBeRead() throws Exception {
        try (var under = new ConnectorUnderTest(endpoint)) {
            endpoint.configurationReadable = false;

            assertThat(under.connector.readPeers(LONG)).isFalse();
        }
    }

    @Test
    void nobodyWaitsForAConnectorThatHasClosed() throws Exception {
        var under = new ConnectorUnderTest(endpoint);
        under.close();

        assertThat(under.connector.readPeers(Duration.ofMinutes(1))).isFalse();
    }

    @Test
    void whoeverAsksDuringAReadingWaitsForTheNextOne() throws Exception {
        Readings readings = new Readings();
        long served = readings.begin();

        Thread reader = new Thread(() -> readings.end(served, true));
        reader.start();
        boolean read = readings.now(Duration.ofMillis(200));
        reader.join();

        assertThat(read).isFalse();
    }
}
