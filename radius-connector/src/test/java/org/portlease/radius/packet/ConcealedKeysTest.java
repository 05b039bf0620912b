package org.portlease.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.radius.packet.Octets.AUTHENTICATOR;
import static org.portlease.radius.packet.Octets.ascii;
import static org.portlease.radius.packet.Octets.attribute;
import static org.portlease.radius.packet.Octets.datagram;
import static org.portlease.radius.packet.Octets.digested;
import static org.portlease.radius.packet.Octets.filled;
import static org.portlease.radius.packet.Octets.hex;
import static org.portlease.radius.packet.Octets.join;
import static org.portlease.radius.packet.Octets.slice;
import static org.portlease.radius.packet.Octets.vendorAttribute;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;

/** Keys and tunnel passwords, hidden under each hop's secret (RFC 2548, RFC 2868). */
class ConcealedKeysTest {

    private static final Secret NAS = Secret.of("testing123");
    private static final Secret HOME = Secret.of("home's secret");
    private static final byte[] HOME_AUTHENTICATOR = hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    private static final Packet REQUEST = Packet.of(Code.ACCESS_REQUEST);
    private static final int TUNNEL_PASSWORD = 69;
    private static final int MICROSOFT = 311;
    private static final int SEND_KEY = 16;
    private static final int RECV_KEY = 17;

    private static Packet decode(byte[] datagram, byte[] over, Secret secret)
            throws BadPacketException {
        return PacketCodec.decodeResponse(
                datagram, datagram.length, over, secret, MessageAuthenticatorPolicy.OPTIONAL);
    }

    private static byte[] fromHome(Packet accept) {
        return PacketCodec.encodeReply(accept, REQUEST, 1, HOME_AUTHENTICATOR, HOME);
    }

    /** RFC 2868 section 3.5 for one block, by the book. */
    private static byte[] hiddenByTheBook(byte[] salt, byte[] clear, byte[] over, Secret secret)
            throws NoSuchAlgorithmException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        byte[] pad = md5.digest(join(secret.octets(), over, salt));
        byte[] block = join(new byte[] {(byte) clear.length}, clear, filled(16, 0));
        byte[] hidden = new byte[16];
        for (int i = 0; i < 16; i++) {
            hidden[i] = (byte) (block[i] ^ pad[i]);
        }
        return join(salt, hidden);
    }

    @Test
    void aTunnelPasswordIsReadByTheBook() throws Exception {
        byte[] hidden = hiddenByTheBook(hex("8123"), ascii("tunnel"), HOME_AUTHENTICATOR, HOME);
        byte[] datagram =
                digested(
                        datagram(
                                2,
                                new byte[16],
                                attribute(TUNNEL_PASSWORD, join(new byte[] {3}, hidden)),
                                vendorAttribute(MICROSOFT, attribute(SEND_KEY, hidden))),
                        HOME_AUTHENTICATOR,
                        HOME);

        Packet packet = decode(datagram, HOME_AUTHENTICATOR, HOME);

        assertThat(packet.octets(TUNNEL_PASSWORD)).contains(join(new byte[] {3}, ascii("tunnel")));
        assertThat(packet.vendorOctets(MICROSOFT, SEND_KEY)).contains(ascii("tunnel"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 31, 32, 100, 239})
    void aTunnelPasswordIsHiddenAnewForTheNas(int length) throws BadPacketException {
        byte[] clear = join(new byte[] {1}, filled(length, 0));
        Packet atHome = Packet.of(Code.ACCESS_ACCEPT).add(TUNNEL_PASSWORD, clear);
        byte[] first = fromHome(atHome);

        Packet here = decode(first, HOME_AUTHENTICATOR, HOME);
        byte[] second = PacketCodec.encodeReply(here, REQUEST, 7, AUTHENTICATOR, NAS);
        Packet atNas = decode(second, AUTHENTICATOR, NAS);

        assertThat(here.octets(TUNNEL_PASSWORD)).contains(clear);
        assertThat(atNas.octets(TUNNEL_PASSWORD)).contains(clear);
        assertThat(second).hasSameSizeAs(first);
        // Type, length and tag stand as they were; salt and what it hides do not
        assertThat(slice(second, 38, 41)).isEqualTo(slice(first, 38, 41));
        assertThat(slice(second, 41, second.length)).isNotEqualTo(slice(first, 41, first.length));
    }

    @Test
    void theKeysOfMppeAreHiddenAnewForTheNasEvenInOneAttribute() throws BadPacketException {
        Packet atHome =
                Packet.of(Code.ACCESS_ACCEPT)
                        .addVendor(MICROSOFT, SEND_KEY, filled(16, 1))
                        .addVendor(MICROSOFT, RECV_KEY, filled(32, 2));
        byte[] sent = fromHome(atHome);
        byte[] send = slice(sent, 44, 44 + 36);
        byte[] receive = slice(sent, 86, sent.length);
        byte[] together =
                digested(
                        datagram(
                                2,
                                new byte[16],
                                vendorAttribute(
                                        MICROSOFT, join(attribute(18, (byte) 65), send, receive))),
                        HOME_AUTHENTICATOR,
                        HOME);

        for (byte[] datagram : new byte[][] {sent, together}) {
            Packet here = decode(datagram, HOME_AUTHENTICATOR, HOME);
            byte[] relayed = PacketCodec.encodeReply(here.copy(), REQUEST, 7, AUTHENTICATOR, NAS);
            Packet atNas = decode(relayed, AUTHENTICATOR, NAS);

            assertThat(atNas.vendorOctets(MICROSOFT, SEND_KEY)).contains(filled(16, 1));
            assertThat(atNas.vendorOctets(MICROSOFT, RECV_KEY)).contains(filled(32, 2));
        }
    }

    @Test
    void theOldMppeKeysAndAscendsSecretAreHiddenAnewToo() throws BadPacketException {
        Packet atHome =
                Packet.of(Code.ACCESS_ACCEPT)
                        .addVendor(MICROSOFT, 12, filled(24, 5))
                        .addVendor(529, 214, filled(16, 6));

        Packet here = decode(fromHome(atHome), HOME_AUTHENTICATOR, HOME);
        byte[] relayed = PacketCodec.encodeReply(here, REQUEST, 7, AUTHENTICATOR, NAS);
        Packet atNas = decode(relayed, AUTHENTICATOR, NAS);

        assertThat(atNas.vendorOctets(MICROSOFT, 12)).contains(filled(24, 5));
        assertThat(atNas.vendorOctets(529, 214)).contains(filled(16, 6));
    }

    @Test
    void noTwoSaltsOfAPacketAreEqual() {
        Packet accept = Packet.of(Code.ACCESS_ACCEPT);
        for (int i = 0; i < 100; i++) {
            accept.add(TUNNEL_PASSWORD, new byte[] {0, 1});
        }
        byte[] sent = fromHome(accept);

        Set<Integer> salts = new HashSet<>();
        for (int at = 38; at < sent.length; at += 21) {
            assertThat(sent[at + 3]).as("the leftmost bit of a salt").isNegative();
            salts.add(((sent[at + 3] & 0xFF) << 8) | (sent[at + 4] & 0xFF));
        }
        assertThat(salts).hasSize(100);
    }
}
