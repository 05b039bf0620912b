package org.portlease.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portlease.radius.packet.Octets.accountingRequest;
import static org.portlease.radius.packet.Octets.ascii;
import static org.portlease.radius.packet.Octets.attribute;
import static org.portlease.radius.packet.Octets.attributes;
import static org.portlease.radius.packet.Octets.datagram;
import static org.portlease.radius.packet.Octets.digested;
import static org.portlease.radius.packet.Octets.filled;
import static org.portlease.radius.packet.Octets.join;
import static org.portlease.radius.packet.Octets.signed;
import static org.portlease.radius.packet.Octets.vendorAttribute;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;

/** Requests that wait in a database between two hops. */
class FrozenPacketTest {

    private static final Secret CAME_UNDER = Secret.of("testing123");
    private static final Secret GOES_UNDER = Secret.of("another");
    private static final byte[] ZEROS = new byte[16];

    private static final byte[][] STOP = {
        attribute(40, (byte) 0, (byte) 0, (byte) 0, (byte) 2),
        attribute(1, ascii("bob@north.example")),
        attribute(44, ascii("session-1")),
        attribute(25, filled(32, 1)),
        attribute(25, filled(7, 2)),
        attribute(26, filled(3, 9)),
        vendorAttribute(9, attribute(1, ascii("shell:x=y"))),
        attribute(33, filled(8, 3))
    };

    @Test
    void aStopComesBackOctetByOctet() throws BadPacketException {
        Packet thawed = PacketCodec.thaw(PacketCodec.freeze(came(STOP)));

        byte[] sent = PacketCodec.encodeRequest(thawed, 7, ZEROS, GOES_UNDER, null);

        assertThat(sent).isEqualTo(accountingRequest(GOES_UNDER, STOP));
    }

    @Test
    void whatOnlyTheLastHopCouldOpenIsLeftOut() throws BadPacketException {
        byte[][] withSecrets = Arrays.copyOf(STOP, STOP.length + 2);
        withSecrets[STOP.length] = attribute(69, filled(35, 1));
        withSecrets[STOP.length + 1] =
                vendorAttribute(311, join(attribute(16, filled(34, 1)), attribute(18, ascii("5"))));

        Packet thawed = PacketCodec.thaw(PacketCodec.freeze(came(withSecrets)));

        assertThat(thawed.has(69)).isFalse();
        assertThat(thawed.vendorOctets(311, 16)).isEmpty();
        assertThat(thawed.vendorOctets(311, 18)).contains(ascii("5"));
        assertThat(thawed.allOctets(25)).hasSize(2);
    }

    @Test
    void aSignatureIsMadeAnewUnderTheSecretOfTheNextHop() throws BadPacketException {
        byte[] request = signed(datagram(4, ZEROS, STOP), ZEROS, CAME_UNDER);
        Packet packet = decode(digested(request, ZEROS, CAME_UNDER), CAME_UNDER);

        Packet thawed = PacketCodec.thaw(PacketCodec.freeze(packet));
        byte[] sent = PacketCodec.encodeRequest(thawed, 7, ZEROS, GOES_UNDER, null);

        assertThat(decode(sent, GOES_UNDER).has(AttributeTypes.MESSAGE_AUTHENTICATOR)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"ACCOUNTING_REQUEST", "DISCONNECT_REQUEST", "COA_REQUEST"})
    void itsCodeComesBack(Code code) {
        Packet packet = Packet.of(code).addText(AttributeTypes.USER_NAME, "bob");

        Packet thawed = PacketCodec.thaw(PacketCodec.freeze(packet));

        assertThat(thawed.code()).isEqualTo(code);
        assertThat(thawed.text(AttributeTypes.USER_NAME)).contains("bob");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"ACCOUNTING_REQUEST", "DISCONNECT_REQUEST", "COA_REQUEST"})
    void noOtherPacketIsKept(Code code) {
        assertThatThrownBy(() -> PacketCodec.freeze(Packet.of(code)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(code.name());
        assertThatThrownBy(() -> PacketCodec.thaw(new byte[] {(byte) code.number()}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void damagedOctetsAreReadWholeOrRefused() throws BadPacketException {
        byte[] frozen = PacketCodec.freeze(came(STOP));
        Random random = new Random(5176);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = Arrays.copyOf(frozen, random.nextInt(frozen.length + 1));
            for (int at = 0; at < damaged.length; at += 1 + random.nextInt(40)) {
                damaged[at] = (byte) random.nextInt(256);
            }
            read += readWholeOrRefused(damaged) ? 1 : 0;
        }
        assertThat(read).isPositive();
        assertThat(readWholeOrRefused(frozen)).isTrue();
        assertThat(readWholeOrRefused(new byte[0])).isFalse();
    }

    private static boolean readWholeOrRefused(byte[] octets) {
        Packet packet;
        try {
            packet = PacketCodec.thaw(octets);
        } catch (IllegalArgumentException e) {
            return false;
        }
        byte[] sent = PacketCodec.encodeRequest(packet, 0, ZEROS, GOES_UNDER, null);
        assertThat(sent).hasSize(20 + octets.length - 1);
        return true;
    }

    private static Packet came(byte[]... stop) throws BadPacketException {
        byte[] datagram = accountingRequest(CAME_UNDER, stop);
        assertThat(attributes(datagram)).isEqualTo(join(stop));
        return decode(datagram, CAME_UNDER);
    }

    private static Packet decode(byte[] datagram, Secret secret) throws BadPacketException {
        return PacketCodec.decodeRequest(
                datagram, datagram.length, secret, MessageAuthenticatorPolicy.OPTIONAL);
    }
}
