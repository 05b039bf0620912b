package org.portlease.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portlease.radius.packet.Octets.AUTHENTICATOR;
import static org.portlease.radius.packet.Octets.ascii;
import static org.portlease.radius.packet.Octets.attribute;
import static org.portlease.radius.packet.Octets.datagram;
import static org.portlease.radius.packet.Octets.digested;
import static org.portlease.radius.packet.Octets.filled;
import static org.portlease.radius.packet.Octets.join;
import static org.portlease.radius.packet.Octets.signed;
import static org.portlease.radius.packet.Octets.vendorAttribute;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;
import org.tinyradius.attribute.RadiusAttribute;

/** Datagrams that went wrong on their way, or were made to. */
class MutatedPacketsTest {

    private static final Secret SECRET = Secret.of("testing123");
    private static final byte[] ZEROS = new byte[16];
    private static final int PACKETS = 200_000;

    private static final byte[][] CORPUS = {
        datagram(
                1,
                AUTHENTICATOR,
                attribute(1, ascii("bob@north.example")),
                attribute(2, filled(16, 3)),
                attribute(4, (byte) 127, (byte) 0, (byte) 0, (byte) 1),
                attribute(5, filled(4, 0)),
                attribute(32, ascii("nas")),
                attribute(26, join(new byte[] {0, 0, 1, 55, 11, 18}, filled(16, 1)))),
        datagram(
                1,
                AUTHENTICATOR,
                attribute(3, filled(17, 3)),
                vendorAttribute(311, attribute(11, filled(16, 1))),
                vendorAttribute(311, attribute(25, filled(50, 2))),
                attribute(33, filled(8, 1))),
        datagram(
                4,
                ZEROS,
                attribute(40, (byte) 0, (byte) 0, (byte) 0, (byte) 2),
                attribute(44, ascii("session-1")),
                attribute(46, filled(4, 1)),
                attribute(25, filled(32, 1)),
                attribute(55, filled(4, 0x60))),
        datagram(
                2,
                ZEROS,
                attribute(69, filled(35, 1)),
                vendorAttribute(
                        311, join(attribute(16, filled(34, 1)), attribute(17, filled(50, 2)))),
                attribute(79, filled(100, 2)),
                attribute(18, ascii("welcome")))
    };

    private final Random random = new Random(20_000_814);
    private int taken;

    @Test
    void mutatedPacketsAreReadWholeOrRefused() {
        Assertions.assertTimeoutPreemptively(
                Duration.ofMinutes(5),
                () -> {
                    for (int i = 0; i < PACKETS; i++) {
                        useWholly(mutated(CORPUS[i % CORPUS.length]));
                    }
                });

        // Most must get past the frame, or nothing behind it would have been tried
        assertThat(taken).isBetween(PACKETS / 4, PACKETS * 99 / 100);
    }

    private byte[] mutated(byte[] original) {
        byte[] datagram = original.clone();
        for (int n = random.nextInt(6); n > 0; n--) {
            int from = random.nextInt(4) == 0 ? 0 : 20;
            datagram[from + random.nextInt(datagram.length - from)] = (byte) random.nextInt();
        }
        switch (random.nextInt(6)) {
            case 0 -> datagram = Arrays.copyOf(datagram, random.nextInt(datagram.length + 1));
            case 1 -> datagram = Arrays.copyOf(datagram, datagram.length + random.nextInt(40));
            case 2 -> datagram = signedAgain(datagram);
            default -> {}
        }
        return datagram;
    }

    private static byte[] signedAgain(byte[] datagram) {
        ByteBuffer.wrap(datagram).putShort(2, (short) datagram.length);
        return signed(datagram, datagram[0] == 1 ? AUTHENTICATOR : ZEROS, SECRET);
    }

    /** Digests are made right, so that the mutation reaches what lies behind them. */
    private void useWholly(byte[] datagram) {
        byte[] request = datagram;
        if (datagram.length >= 20 && datagram[0] != 1) {
            int length = Short.toUnsignedInt(ByteBuffer.wrap(datagram).getShort(2));
            if (length >= 20 && length <= datagram.length) {
                request = digested(Arrays.copyOf(datagram, length), ZEROS, SECRET);
            }
        }
        try {
            Packet packet =
                    datagram.length > 0 && datagram[0] == 2
                            ? PacketCodec.decodeResponse(
                                    request,
                                    request.length,
                                    ZEROS,
                                    SECRET,
                                    MessageAuthenticatorPolicy.OPTIONAL)
                            : PacketCodec.decodeRequest(
                                    request,
                                    request.length,
                                    SECRET,
                                    MessageAuthenticatorPolicy.OPTIONAL);
            use(packet);
            taken++;
        } catch (BadPacketException e) {
            assertThat(e.reason()).isNotNull();
            assertThat(e).hasMessageContaining("expected");
        }
    }

    private static void use(Packet packet) {
        assertThat(packet.toString()).contains(packet.code().name());
        packet.credentials();
        packet.vendorOctets(311, 16);
        packet.vendorOctets(311, 25);
        for (RadiusAttribute attribute : packet.attributes()) {
            packet.text(attribute.getAttributeType());
            packet.number(attribute.getAttributeType());
        }
        Packet copy = packet.copy();
        if (packet.code().isRequest()) {
            PacketCodec.encodeRequest(copy, 1, AUTHENTICATOR, SECRET, filled(40, 1));
            PacketCodec.encodeRequest(
                    copy.withPassword(ascii("x")), 1, AUTHENTICATOR, SECRET, null);
        } else {
            PacketCodec.encodeReply(copy, copy, 1, AUTHENTICATOR, SECRET);
        }
    }

    @Test
    void aVendorsSubAttributeWithoutLengthNeitherHangsNorEscapes() throws BadPacketException {
        byte[] datagram =
                datagram(1, AUTHENTICATOR, vendorAttribute(311, (byte) 25, (byte) 0, (byte) 0));

        Packet packet =
                PacketCodec.decodeRequest(
                        datagram, datagram.length, SECRET, MessageAuthenticatorPolicy.OPTIONAL);

        assertThat(packet.credentials()).isInstanceOf(Credentials.None.class);
        assertThat(packet.vendorOctets(311, 25)).isEmpty();
        assertThatThrownBy(() -> packet.add(0, new byte[0]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
