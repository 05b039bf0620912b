package org.portlease.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;

class PacketViewTest {

    @Test
    void tellsWhatAReplyCarriesAndHowManyClasses() {
        WirePacket accept =
                packet(
                        Wire.ACCESS_ACCEPT,
                        7,
                        attribute(Wire.SESSION_TIMEOUT, new byte[] {0, 0, 14, 16}),
                        attribute(Wire.CLASS, new byte[] {1}),
                        attribute(Wire.CLASS, new byte[] {2}));

        Arrow arrow = PacketView.arrow(Party.NORTH, Party.PROXY, accept);

        assertThat(arrow.title()).isEqualTo("Access-Accept #7");
        assertThat(arrow.details()).containsExactly("Session-Timeout=3600", "Class (2)");
        assertThat(arrow.dashed()).isFalse();
    }

    @Test
    void neverShowsAPassword() {
        byte[] hidden = "sixteen octets!!".getBytes(StandardCharsets.UTF_8);

        Arrow arrow =
                PacketView.arrow(
                        Party.NAS,
                        Party.PROXY,
                        packet(Wire.ACCESS_REQUEST, 1, attribute(Wire.USER_PASSWORD, hidden)));

        assertThat(arrow.details()).containsExactly("User-Password=***");
    }

    @Test
    void namesTheStatusOfAReport() {
        WirePacket stop =
                packet(
                        Wire.ACCOUNTING_REQUEST,
                        255,
                        attribute(Wire.ACCT_STATUS_TYPE, new byte[] {0, 0, 0, Wire.STOP}));

        assertThat(PacketView.arrow(Party.NAS, Party.PROXY, stop).title())
                .isEqualTo("Accounting-Request Stop #255");
    }

    private static byte[] attribute(int type, byte[] value) {
        return ByteBuffer.allocate(value.length + 2)
                .put((byte) type)
                .put((byte) (value.length + 2))
                .put(value)
                .array();
    }

    private static WirePacket packet(int code, int identifier, byte[]... attributes) {
        ByteBuffer packet = ByteBuffer.allocate(200).put((byte) code).put((byte) identifier);
        packet.position(20);
        for (byte[] attribute : attributes) {
            packet.put(attribute);
        }
        packet.putShort(2, (short) packet.position());
        byte[] octets = new byte[packet.position()];
        packet.flip().get(octets);
        return WirePacket.parse(octets);
    }
}
