package org.portlease.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portlease.radius.packet.Octets.ascii;
import static org.portlease.radius.packet.Octets.hex;
import static org.portlease.radius.packet.Octets.join;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;

/** Attributes that an operator adds. */
class AttributeValueTest {

    private static final Secret SECRET = Secret.of("testing123");

    @ParameterizedTest
    @CsvSource({
        "Framed-Pool, north, 6e6f727468",
        "Framed-MTU, 1492, 000005d4",
        "Idle-Timeout, 4294967295, ffffffff",
        "Service-Type, Framed-User, 00000002",
        "Framed-IP-Netmask, 255.255.255.0, ffffff00",
        "DNS-Server-IPv6-Address, 2001:db8::53, 20010db8000000000000000000000053",
        "Delegated-IPv6-Prefix, 2001:db8:ffff::/36, 002420010db8f0",
        "Delegated-IPv6-Prefix, ::/0, 0000",
        "User-Priority-Table, 0x0001020304050607, 0001020304050607",
        "Tunnel-Type, L2TP, 00000003",
        "Tunnel-Medium-Type, 1, 00000001",
        "Tunnel-Server-Endpoint, 192.0.2.1, 3139322e302e322e31"
    })
    void aValueIsReadByItsType(String name, String text, String octets) {
        AttributeName parsed = AttributeName.parse(name);
        Packet packet = Packet.of(Code.ACCESS_ACCEPT);

        AttributeValue.parse(parsed, text, OptionalInt.empty()).addTo(packet);

        assertThat(packet.octets(parsed.type())).contains(hex(octets));
    }

    @ParameterizedTest
    @CsvSource({
        "Cisco-AVPair, ip:addr-pool=north, 69703a616464722d706f6f6c3d6e6f727468",
        "9:1, 0x00ff, 307830306666", // the dictionary knows it as text
        "9:99, 0x00ff, 00ff",
        "9999:1, text, 74657874",
        "Context-Name, north, 6e6f727468",
        "ERX-Primary-Dns, 192.0.2.1, c0000201"
    })
    void aVendorsTooOrAsTextOrOctets(String name, String text, String octets) {
        AttributeName parsed = AttributeName.parse(name);
        Packet packet = Packet.of(Code.ACCESS_ACCEPT);

        AttributeValue.parse(parsed, text, OptionalInt.empty()).addTo(packet);

        assertThat(packet.vendorOctets(parsed.vendor(), parsed.type())).contains(hex(octets));
    }

    @Test
    void aTagTakesTheFirstOctetOfANumberAndStandsBeforeATextOrASecret() {
        Packet packet = Packet.of(Code.ACCESS_ACCEPT);

        value("Tunnel-Type", "L2TP", 5).addTo(packet);
        value("Tunnel-Private-Group-Id", "blue", 31).addTo(packet);
        value("Tunnel-Password", "lns secret", 1).addTo(packet);

        assertThat(packet.octets(64)).contains(hex("05000003"));
        assertThat(packet.octets(81)).contains(join(hex("1f"), ascii("blue")));
        assertThat(packet.octets(69)).contains(join(hex("01"), ascii("lns secret")));
    }

    @Test
    void aSecretIsHiddenOnTheWire() throws BadPacketException {
        Packet accept = Packet.of(Code.ACCESS_ACCEPT);
        AttributeValue secret = value("Tunnel-Password", "lns secret", null);
        secret.addTo(accept);
        Packet request = Packet.of(Code.ACCESS_REQUEST);
        byte[] authenticator = hex("00112233445566778899aabbccddeeff");

        byte[] sent = PacketCodec.encodeReply(accept, request, 7, authenticator, SECRET);

        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).doesNotContain("lns");
        Packet received =
                PacketCodec.decodeResponse(
                        sent,
                        sent.length,
                        authenticator,
                        SECRET,
                        MessageAuthenticatorPolicy.REQUIRED);
        assertThat(received.octets(69)).contains(join(hex("00"), ascii("lns secret")));
        assertThat(secret.toString()).doesNotContain("lns");
    }

    @ParameterizedTest
    @CsvSource({
        "Framed-MTU, many, , a number",
        "Framed-MTU, 4294967296, , 32 bits",
        "Framed-MTU, -1, , a number",
        "Tunnel-Type, 16777216, 1, 16777215",
        "Tunnel-Type, L2TP, 32, 1 to 31",
        "Tunnel-Type, L2TP, 0, 1 to 31",
        "Framed-Pool, north, 1, no tag",
        "Framed-IP-Netmask, 255.255.256.0, , IPv4",
        "Framed-IP-Netmask, localhost, , IPv4",
        "DNS-Server-IPv6-Address, 2001:db8::x, , IPv6",
        "DNS-Server-IPv6-Address, localhost, , IPv6",
        "Framed-IPv6-Prefix, 2001:db8::/129, , IPv6 prefix",
        "Framed-IPv6-Prefix, 2001:db8::, , IPv6 prefix",
        "User-Priority-Table, 0x0, , hexadecimal",
        "Framed-Pool, '', , empty",
        "User-Name, bob, , can be added",
        "EAP-Message, 0x01, , can be added",
        "Class, 0x01, , can be added",
        "MS-MPPE-Send-Key, 0x01, , can be added",
        "Vendor-Specific, 0x01, , one attribute",
        "9:*, x, , one attribute"
    })
    void whatIsNoSuchValueIsRefusedWithASentence(
            String name, String text, @Nullable Integer tag, String says) {
        assertThatThrownBy(() -> value(name, text, tag))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("expected ")
                .hasMessageContaining(says);
    }

    @Test
    void whatIsTooLongIsRefused() {
        assertThat(value("Framed-Pool", "x".repeat(253), null)).isNotNull();
        assertThatThrownBy(() -> value("Framed-Pool", "x".repeat(254), null))
                .hasMessageContaining("253");
        assertThat(value("9:1", "x".repeat(247), null)).isNotNull();
        assertThatThrownBy(() -> value("9:1", "x".repeat(248), null)).hasMessageContaining("253");
        assertThatThrownBy(() -> value("Tunnel-Password", "x".repeat(253), 1))
                .hasMessageContaining("253");
    }

    private static AttributeValue value(String name, String text, @Nullable Integer tag) {
        return AttributeValue.parse(
                AttributeName.parse(name),
                text,
                tag == null ? OptionalInt.empty() : OptionalInt.of(tag));
    }
}
