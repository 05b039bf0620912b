package org.portlease.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portlease.radius.packet.Octets.ascii;
import static org.portlease.radius.packet.Octets.attribute;
import static org.portlease.radius.packet.Octets.attributes;
import static org.portlease.radius.packet.Octets.datagram;
import static org.portlease.radius.packet.Octets.digested;
import static org.portlease.radius.packet.Octets.filled;
import static org.portlease.radius.packet.Octets.join;
import static org.portlease.radius.packet.Octets.vendorAttribute;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;

/** What a client provider may hand the master's NAS, and the master's NAS a client provider. */
class AttributeFilterTest {

    private static final Secret SECRET = Secret.of("testing123");
    private static final byte[] ZEROS = new byte[16];
    private static final AttributeFilter USUAL = AttributeFilter.toNas(List.of(), List.of());

    @ParameterizedTest
    @ValueSource(
            ints = {
                10, 11, 14, 15, 16, 19, 20, 22, 34, 35, 36, 56, 57, 58, 59, 63, 64, 65, 66, 67, 69,
                78, 81, 82, 83, 88, 90, 91, 92, 98, 99, 100, 123, 124, 125, 133, 134, 135, 136, 144,
                145, 147, 149, 151, 153, 154, 155, 162, 170, 171, 172, 192, 223, 240, 241, 242, 246,
                255
            })
    void whatChangesANetworkDoesNotReachANas(int type) throws BadPacketException {
        Packet accept = answer(attribute(18, ascii("hello")), attribute(type, filled(19, 1)));

        assertThat(written(USUAL.apply(accept))).isEqualTo(attribute(18, ascii("hello")));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 12, 13, 18, 24, 25, 27, 28, 29, 62, 85, 89, 96, 168})
    void whatASubscriberNeedsReachesTheNas(int type) throws BadPacketException {
        Packet accept = answer(attribute(type, filled(4, 1)));

        assertThat(USUAL.apply(accept)).isSameAs(accept);
    }

    @Test
    void aNetworkInPlaceOfAnAddressDoesNotReachTheNas() throws BadPacketException {
        byte[] host = attribute(9, filled(4, 255));
        byte[] link = attribute(97, join(new byte[] {0, 64}, filled(8, 32)));

        assertThat(passing(USUAL, host, link)).isEqualTo(join(host, link));
        assertThat(passing(USUAL, attribute(9, (byte) 255, (byte) 255, (byte) 0, (byte) 0)))
                .isEmpty();
        assertThat(passing(USUAL, attribute(9, filled(5, 255)))).isEmpty();
        assertThat(passing(USUAL, attribute(97, (byte) 0, (byte) 32, (byte) 32, (byte) 1)))
                .isEmpty();
        assertThat(passing(USUAL, attribute(97, (byte) 0))).isEmpty();
    }

    @Test
    void anOperatorMayLetNetworksPass() throws BadPacketException {
        AttributeFilter filter =
                AttributeFilter.toNas(
                        names("Framed-IP-Netmask", "Delegated-IPv6-Prefix", "Framed-IPv6-Prefix"),
                        names());
        byte[] networks =
                join(
                        attribute(9, filled(4, 0)),
                        attribute(123, (byte) 0, (byte) 0),
                        attribute(97, (byte) 0, (byte) 0));

        assertThat(passing(filter, networks)).isEqualTo(networks);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5, 6, 7, 9, 11, 12, 18, 255})
    void aServiceThatOpensTheNasItselfDoesNotPass(int service) throws BadPacketException {
        byte last = (byte) service;
        assertThat(passing(USUAL, attribute(6, (byte) 0, (byte) 0, (byte) 0, last))).isEmpty();
        assertThat(passing(USUAL, attribute(6, last))).isEmpty();
        assertThat(passing(USUAL, attribute(6, (byte) 1, (byte) 0, (byte) 0, (byte) 2))).isEmpty();
        byte[] framed = attribute(6, (byte) 0, (byte) 0, (byte) 0, (byte) 2);
        assertThat(passing(USUAL, framed)).isEqualTo(framed);
    }

    @Test
    void ofVendorsOnlyThoseOfSubscribersConcernPass() throws BadPacketException {
        byte[] dns = vendorAttribute(311, attribute(28, filled(4, 1)));
        byte[] speed = vendorAttribute(14122, attribute(7, filled(4, 1)));

        assertThat(passing(USUAL, dns, speed)).isEqualTo(join(dns, speed));
        assertThat(passing(USUAL, vendorAttribute(9, attribute(1, ascii("a=b"))))).isEmpty();
        assertThat(passing(USUAL, vendorAttribute(-1, attribute(1, ascii("a=b"))))).isEmpty();
        assertThat(passing(USUAL, attribute(26, filled(3, 0)))).isEmpty();
    }

    @Test
    void aFilterBesideAnAddressIsCutOut() throws BadPacketException {
        byte[] dns = attribute(28, filled(4, 1));
        byte[] both = join(attribute(22, filled(9, 1)), dns);

        assertThat(passing(USUAL, vendorAttribute(311, both))).isEqualTo(vendorAttribute(311, dns));
        byte[] unreadable = vendorAttribute(311, join(both, filled(1, 1)));
        assertThat(passing(USUAL, unreadable)).isEmpty();
    }

    @Test
    void whatTheOperatorAllowsPasses() throws BadPacketException {
        AttributeFilter filter = AttributeFilter.toNas(names("Filter-Id", "9:1", "429:*"), names());
        byte[] allowed =
                join(
                        attribute(11, ascii("gold")),
                        vendorAttribute(9, attribute(1, ascii("a=b"))),
                        vendorAttribute(429, (byte) 0, (byte) 0, (byte) 0x98, (byte) 1));

        assertThat(passing(filter, allowed, attribute(88, ascii("pool")))).isEqualTo(allowed);
        assertThat(passing(filter, vendorAttribute(9, attribute(2, ascii("x"))))).isEmpty();
        byte[] administrator = attribute(6, (byte) 0, (byte) 0, (byte) 0, (byte) 6);
        assertThat(passing(AttributeFilter.toNas(names("Service-Type"), names()), administrator))
                .isEqualTo(administrator);
    }

    @Test
    void whatTheOperatorDeniesDoesNot() throws BadPacketException {
        AttributeFilter filter =
                AttributeFilter.toNas(names("9:1", "Framed-MTU"), names("9:*", "Framed-MTU"));

        byte[] pair = vendorAttribute(9, attribute(1, ascii("a=b")));
        assertThat(passing(filter, pair)).isEqualTo(pair);
        assertThat(passing(filter, attribute(12, filled(4, 1)))).isEmpty();
        AttributeFilter noVendors = AttributeFilter.toNas(names(), names("Vendor-Specific"));
        assertThat(passing(noVendors, vendorAttribute(311, attribute(8, filled(4, 1))))).isEmpty();
    }

    @Test
    void towardsAHomeServerAllPassesButWhatIsDenied() throws BadPacketException {
        byte[] line = join(attribute(87, ascii("port 1")), attribute(81, ascii("7")));
        Packet request = answer(line, vendorAttribute(9, attribute(1, ascii("a=b"))));

        AttributeFilter open = AttributeFilter.toHome(names(), names());
        AttributeFilter filter = AttributeFilter.toHome(names(), names("9:1"));

        assertThat(open.apply(request)).isSameAs(request);
        assertThat(written(filter.apply(request))).isEqualTo(line);
        assertThat(request.vendorOctets(9, 1)).as("in the original").isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"State", "Class", "Proxy-State", "EAP-Message", "Message-Authenticator"})
    void theConversationItselfCannotBeDenied(String name) {
        assertThatThrownBy(() -> AttributeFilter.toHome(names(), names(name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }

    @Test
    void whatPassesKeepsItsSecrets() throws BadPacketException {
        byte[] hidden =
                PacketCodec.encodeReply(
                        Packet.of(Code.ACCESS_ACCEPT)
                                .addVendor(311, 16, ascii("the session key "))
                                .addText(11, "vlan"),
                        Packet.of(Code.ACCESS_REQUEST),
                        7,
                        ZEROS,
                        SECRET);

        Packet filtered = USUAL.apply(response(hidden));

        assertThat(filtered.has(11)).isFalse();
        assertThat(filtered.vendorOctets(311, 16)).contains(ascii("the session key "));
    }

    private static List<AttributeName> names(String... names) {
        return Stream.of(names).map(AttributeName::parse).toList();
    }

    /** What stands in a packet of these attributes once it is filtered. */
    private static byte[] passing(AttributeFilter filter, byte[]... attributes)
            throws BadPacketException {
        return written(filter.apply(answer(attributes)));
    }

    private static Packet answer(byte[]... attributes) throws BadPacketException {
        return response(digested(datagram(5, ZEROS, attributes), ZEROS, SECRET));
    }

    private static Packet response(byte[] datagram) throws BadPacketException {
        return PacketCodec.decodeResponse(
                datagram, datagram.length, ZEROS, SECRET, MessageAuthenticatorPolicy.OPTIONAL);
    }

    private static byte[] written(Packet packet) {
        Packet request = Packet.of(Code.ACCOUNTING_REQUEST);
        return attributes(PacketCodec.encodeReply(packet, request, 7, ZEROS, SECRET));
    }
}
