package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.portlease.radius.Secret;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

class LoopMarkTest {

    private final LoopMark here = new LoopMark(Secret.of("installation"));

    private static Packet with(byte[]... values) {
        Packet packet = Packet.of(Code.ACCESS_REQUEST);
        for (byte[] value : values) {
            packet.add(AttributeTypes.PROXY_STATE, value);
        }
        return packet;
    }

    @Test
    void isKnownAmongTheProxyStatesOfOthers() {
        assertThat(here.isIn(with(new byte[] {1}, here.octets(), new byte[0]))).isTrue();
    }

    @Test
    void isKnownAtAnotherNodeOfTheInstallation() {
        LoopMark otherNode = new LoopMark(Secret.of("installation"));

        assertThat(otherNode.octets()).isNotEqualTo(here.octets());
        assertThat(otherNode.isIn(with(here.octets()))).isTrue();
    }

    @Test
    void isUnknownInAnotherInstallation() {
        assertThat(new LoopMark(Secret.of("another")).isIn(with(here.octets()))).isFalse();
    }

    @Test
    void isUnknownWithOneBitChanged() {
        for (int i = 0; i < here.octets().length; i++) {
            byte[] changed = here.octets().clone();
            changed[i] ^= 1;
            assertThat(here.isIn(with(changed))).isFalse();
        }
    }
}
