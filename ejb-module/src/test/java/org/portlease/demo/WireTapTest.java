package org.portlease.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.endpoint.DecisionMade;

class WireTapTest {

    @Test
    void mirrorsWhatItIsToldInOrder() throws Exception {
        try (DatagramSocket player = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
                WireTap tap = new WireTap("127.0.0.1:" + player.getLocalPort())) {
            player.setSoTimeout(5000);
            tap.decided(new DecisionMade("Access-Request", "north", "Access-Accept", "rule 1"));
            tap.received(new byte[] {1, 2});
            tap.sent(new byte[] {3});

            assertThat(receive(player)).isEqualTo("DAccess-Request\nnorth\nAccess-Accept\nrule 1");
            assertThat(receive(player)).isEqualTo("R\1\2");
            assertThat(receive(player)).isEqualTo("S\3");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.0.0.1:", "192.0.2.1:5555", ":5555", "127.0.0.1:x"})
    void refusesATargetThatIsNoPortOfThisMachine(String setting) {
        assertThatThrownBy(() -> WireTap.target(setting))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("PORTLEASE_DEMO_TAP")
                .hasMessageContaining(setting);
    }

    private static String receive(DatagramSocket socket) throws Exception {
        DatagramPacket packet = new DatagramPacket(new byte[4096], 4096);
        socket.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), UTF_8);
    }
}
