package org.portlease.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portlease.radius.packet.Octets.AUTHENTICATOR;
import static org.portlease.radius.packet.Octets.accountingRequest;
import static org.portlease.radius.packet.Octets.ascii;
import static org.portlease.radius.packet.Octets.attribute;
import static org.portlease.radius.packet.Octets.attributes;
import static org.portlease.radius.packet.Octets.datagram;
import static org.portlease.radius.packet.Octets.digested;
import static org.portlease.radius.packet.Octets.filled;
import static org.portlease.radius.packet.Octets.hex;
import static org.portlease.radius.packet.Octets.join;
import static org.portlease.radius.packet.Octets.signed;
import static org.portlease.radius.packet.Octets.slice;
import static org.portlease.radius.packet.Octets.vendorAttribute;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;

/** What a packet looks like on its next hop. */
class PacketCodecTest {

    private static final Secret NAS = Secret.of("testing123");
    private static final Secret HOME = Secret.of("home's secret");
    private static final byte[] HOME_AUTHENTICATOR = hex("f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff");
    private static final byte[] ZEROS = new byte[16];
    private static final byte[] NAME = attribute(AttributeTypes.USER_NAME, ascii("bob"));
    private static final int SIGNATURE = 18;

    /** Shapes that are odd, unknown or wrong, and none of our business. */
    private static final byte[] ODD =
            join(
                    attribute(0, (byte) 1),
                    attribute(1),
                    attribute(1, filled(253, 0xC3)),
                    attribute(5, (byte) 7),
                    attribute(4, filled(5, 1)),
                    attribute(25, (byte) 1),
                    attribute(24, filled(253, 2)),
                    attribute(25, (byte) 2),
                    attribute(25, (byte) 1),
                    attribute(26),
                    attribute(26, filled(3, 0)),
                    vendorAttribute(9),
                    vendorAttribute(9, ascii("no sub-attributes at all")),
                    vendorAttribute(311, (byte) 16, (byte) 0),
                    vendorAttribute(311, (byte) 16, (byte) 200, (byte) 1),
                    vendorAttribute(311, (byte) 16, (byte) 3, (byte) 1),
                    vendorAttribute(311, (byte) 16, (byte) 2),
                    vendorAttribute(14122, (byte) 1, (byte) 3, (byte) 65, (byte) 2, (byte) 2),
                    vendorAttribute(0xFFFFFFFF, filled(20, 0xFF)),
                    attribute(26, filled(253, 0x1A)),
                    attribute(69),
                    attribute(69, filled(7, 1)),
                    attribute(97, (byte) 0, (byte) 129),
                    attribute(241, (byte) 1, (byte) 2, (byte) 3),
                    attribute(245, (byte) 26, (byte) 0x80),
                    attribute(255, filled(253, 0xFF)));

    private static Packet decode(byte[] datagram) throws BadPacketException {
        return PacketCodec.decodeRequest(
                datagram, datagram.length, NAS, MessageAuthenticatorPolicy.OPTIONAL);
    }

    private static Packet accessRequest(byte[]... attributes) throws BadPacketException {
        return decode(signed(datagram(1, AUTHENTICATOR, attributes), AUTHENTICATOR, NAS));
    }

    private static Packet decodeAtHome(byte[] datagram) throws BadPacketException {
        return PacketCodec.decodeRequest(
                datagram, datagram.length, HOME, MessageAuthenticatorPolicy.REQUIRED);
    }

    private static byte[] forward(Packet packet) {
        return PacketCodec.encodeRequest(packet, 42, HOME_AUTHENTICATOR, HOME, null);
    }

    private static byte[] password(Packet packet) {
        return ((Credentials.Pap) packet.credentials()).password();
    }

    private static Packet homeAnswer(byte[] unsigned) throws BadPacketException {
        byte[] datagram =
                digested(signed(unsigned, HOME_AUTHENTICATOR, HOME), HOME_AUTHENTICATOR, HOME);
        return PacketCodec.decodeResponse(
                datagram,
                datagram.length,
                HOME_AUTHENTICATOR,
                HOME,
                MessageAuthenticatorPolicy.REQUIRED);
    }

    private static Packet decodeAtNas(byte[] datagram) throws BadPacketException {
        return PacketCodec.decodeResponse(
                datagram, datagram.length, AUTHENTICATOR, NAS, MessageAuthenticatorPolicy.REQUIRED);
    }

    @Test
    void oddAttributesPassThroughByteForByteAndInOrder() throws BadPacketException {
        byte[] access = forward(accessRequest(ODD));
        byte[] accounting = forward(decode(accountingRequest(NAS, ODD)));
        Packet request = accessRequest(NAME);
        byte[] reply =
                PacketCodec.encodeReply(
                        homeAnswer(datagram(2, ZEROS, ODD)), request, 7, AUTHENTICATOR, NAS);

        assertThat(slice(access, 20 + SIGNATURE, access.length)).isEqualTo(ODD);
        assertThat(attributes(accounting)).isEqualTo(ODD);
        assertThat(slice(reply, 20 + SIGNATURE, reply.length)).isEqualTo(ODD);
    }

    @Test
    void anAccessRequestIsSignedFirstAndCarriesOurProxyStateLast() throws BadPacketException {
        byte[] others = attribute(AttributeTypes.PROXY_STATE, filled(3, 1));
        Packet packet = accessRequest(others, NAME, others);

        byte[] sent =
                PacketCodec.encodeRequest(packet, 42, HOME_AUTHENTICATOR, HOME, filled(40, 7));

        byte[] own = attribute(AttributeTypes.PROXY_STATE, filled(40, 7));
        assertThat(sent[0]).isEqualTo((byte) 1);
        assertThat(PacketCodec.identifier(sent)).isEqualTo(42);
        assertThat(PacketCodec.authenticator(sent)).isEqualTo(HOME_AUTHENTICATOR);
        assertThat(sent[20]).isEqualTo((byte) AttributeTypes.MESSAGE_AUTHENTICATOR);
        assertThat(slice(sent, 20 + SIGNATURE, sent.length))
                .isEqualTo(join(others, NAME, others, own));
        assertThat(decodeAtHome(sent).text(AttributeTypes.USER_NAME)).contains("bob");
    }

    @Test
    void anAccountingRequestGetsItsAuthenticatorAndKeepsASignature() throws BadPacketException {
        byte[] plain = forward(decode(accountingRequest(NAS, NAME)));
        byte[] unsigned = datagram(4, ZEROS, NAME);
        byte[] signed = forward(decode(digested(signed(unsigned, ZEROS, NAS), ZEROS, NAS)));

        assertThat(attributes(plain)).isEqualTo(NAME);
        assertThat(decodeAtHome(plain).code()).isEqualTo(Code.ACCOUNTING_REQUEST);
        assertThat(signed).hasSize(plain.length + SIGNATURE);
        assertThat(decodeAtHome(signed).has(AttributeTypes.MESSAGE_AUTHENTICATOR)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 15, 16, 17, 31, 32, 127, 128})
    void aPasswordOfAnyLengthAndOctetsReachesTheHomeServer(int length) throws BadPacketException {
        byte[] clear = new byte[length];
        new Random(length).nextBytes(clear);
        if (length > 0) {
            clear[length - 1] = (byte) 0xFF;
        }
        Packet first = Packet.of(Code.ACCESS_REQUEST).add(AttributeTypes.USER_PASSWORD, clear);
        byte[] atNas = PacketCodec.encodeRequest(first, 1, AUTHENTICATOR, NAS, null);

        Packet received = decode(atNas);
        byte[] forwarded = forward(received.copy());

        assertThat(password(first)).isEqualTo(clear);
        assertThat(password(received)).isEqualTo(clear);
        assertThat(password(decodeAtHome(forwarded))).isEqualTo(clear);
        int padded = Math.max(16, (length + 15) / 16 * 16);
        assertThat(forwarded).hasSize(20 + SIGNATURE + 2 + padded);
        assertThat(atNas).hasSameSizeAs(forwarded).isNotEqualTo(forwarded);
    }

    @Test
    void aPasswordAttributeWithoutOctetsIsAnEmptyPassword() throws BadPacketException {
        Packet packet = accessRequest(attribute(AttributeTypes.USER_PASSWORD));

        assertThat(password(packet)).isEmpty();
        byte[] sent = forward(packet);
        assertThat(sent).hasSize(20 + SIGNATURE + 2 + 16);
        assertThat(password(decodeAtHome(sent))).isEmpty();
    }

    @Test
    void aPasswordOfOddLengthIsCompletedOnItsWay() throws BadPacketException {
        byte[] clear = ascii("nineteen characters");
        Packet made = Packet.of(Code.ACCESS_REQUEST).add(AttributeTypes.USER_PASSWORD, clear);
        byte[] sent = PacketCodec.encodeRequest(made, 1, AUTHENTICATOR, NAS, null);
        byte[] hidden = slice(sent, 20 + SIGNATURE + 2, 20 + SIGNATURE + 2 + clear.length);

        Packet packet = accessRequest(attribute(AttributeTypes.USER_PASSWORD, hidden));

        assertThat(password(packet)).isEqualTo(clear);
        assertThat(password(decodeAtHome(forward(packet)))).isEqualTo(clear);
    }

    @Test
    void aVirtualPasswordReplacesTheSubscribersCredentials() throws BadPacketException {
        Packet packet =
                accessRequest(
                        NAME,
                        attribute(AttributeTypes.CHAP_PASSWORD, filled(17, 1)),
                        attribute(AttributeTypes.CHAP_CHALLENGE, filled(16, 1)),
                        attribute(AttributeTypes.USER_PASSWORD, filled(16, 1)),
                        attribute(AttributeTypes.EAP_MESSAGE, filled(4, 1)),
                        attribute(AttributeTypes.STATE, filled(4, 1)),
                        vendorAttribute(
                                311, join(attribute(11, filled(16, 1)), attribute(18, (byte) 65))),
                        vendorAttribute(311, attribute(25, filled(50, 1))));

        Packet virtual = packet.copy().withPassword(ascii("virtual"));
        Packet atHome = decodeAtHome(forward(virtual));

        assertThat(password(atHome)).isEqualTo(ascii("virtual"));
        assertThat(atHome.has(AttributeTypes.STATE)).isFalse();
        assertThat(atHome.has(AttributeTypes.CHAP_CHALLENGE)).isFalse();
        assertThat(atHome.allOctets(AttributeTypes.VENDOR_SPECIFIC)).hasSize(1);
        assertThat(atHome.vendorOctets(311, 18)).contains(new byte[] {65});
        assertThat(atHome.vendorOctets(311, 11)).isEmpty();
        assertThat(packet.credentials()).isInstanceOf(Credentials.Eap.class);
    }

    @Test
    void chapGetsTheAuthenticatorThatWasItsChallenge() throws BadPacketException {
        byte[] chap = attribute(AttributeTypes.CHAP_PASSWORD, filled(17, 1));
        byte[] port = attribute(AttributeTypes.NAS_PORT, filled(4, 1));
        byte[] challenge = attribute(AttributeTypes.CHAP_CHALLENGE, AUTHENTICATOR);
        Packet packet = accessRequest(chap, port);

        byte[] sent = forward(packet);

        assertThat(slice(sent, 20 + SIGNATURE, sent.length)).isEqualTo(join(chap, challenge, port));
        Credentials.Chap here = (Credentials.Chap) packet.credentials();
        Credentials.Chap there = (Credentials.Chap) decodeAtHome(sent).credentials();
        assertThat(there.challenge()).isEqualTo(here.challenge()).isEqualTo(AUTHENTICATOR);
        assertThat(there.response()).isEqualTo(here.response());
    }

    @Test
    void chapGetsOneChallengeEvenWhereItCameTwice() throws BadPacketException {
        byte[] chap = attribute(AttributeTypes.CHAP_PASSWORD, filled(17, 1));

        Packet atHome = decodeAtHome(forward(accessRequest(chap, chap)));

        assertThat(atHome.allOctets(AttributeTypes.CHAP_PASSWORD)).hasSize(2);
        assertThat(atHome.allOctets(AttributeTypes.CHAP_CHALLENGE)).containsExactly(AUTHENTICATOR);
    }

    @Test
    void chapKeepsAChallengeOfItsOwn() throws BadPacketException {
        byte[] rest =
                join(
                        attribute(AttributeTypes.CHAP_CHALLENGE, filled(20, 5)),
                        attribute(AttributeTypes.CHAP_PASSWORD, filled(17, 1)));

        Packet packet = accessRequest(rest);
        byte[] sent = forward(packet);

        assertThat(slice(sent, 20 + SIGNATURE, sent.length)).isEqualTo(rest);
        assertThat(((Credentials.Chap) packet.credentials()).challenge()).isEqualTo(filled(20, 5));
    }

    @Test
    void msChapAndEapPassUntouched() throws BadPacketException {
        byte[] rest =
                join(
                        vendorAttribute(311, attribute(11, filled(16, 3))),
                        vendorAttribute(311, attribute(25, filled(50, 4))),
                        attribute(AttributeTypes.EAP_MESSAGE, filled(253, 1)),
                        attribute(AttributeTypes.EAP_MESSAGE, filled(9, 1)));

        byte[] sent = forward(accessRequest(rest));

        assertThat(slice(sent, 20 + SIGNATURE, sent.length)).isEqualTo(rest);
    }

    @Test
    void aReplyIsSignedAndGivesTheRequestsProxyStatesBackInPlaceOfItsOwn()
            throws BadPacketException {
        byte[] one = attribute(AttributeTypes.PROXY_STATE, filled(3, 1));
        byte[] two = attribute(AttributeTypes.PROXY_STATE);
        byte[] ours = attribute(AttributeTypes.PROXY_STATE, filled(40, 7));
        byte[] classes =
                join(
                        attribute(AttributeTypes.CLASS, (byte) 1),
                        attribute(AttributeTypes.CLASS, (byte) 2));
        Packet request = accessRequest(one, NAME, two);
        Packet answer = homeAnswer(datagram(2, ZEROS, one, two, ours, classes));

        byte[] reply = PacketCodec.encodeReply(answer, request, 7, AUTHENTICATOR, NAS);

        assertThat(reply[20]).isEqualTo((byte) AttributeTypes.MESSAGE_AUTHENTICATOR);
        assertThat(slice(reply, 20 + SIGNATURE, reply.length)).isEqualTo(join(classes, one, two));
        assertThat(PacketCodec.identifier(reply)).isEqualTo(7);
        assertThat(decodeAtNas(reply).allOctets(AttributeTypes.CLASS)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACCESS_ACCEPT", "ACCESS_REJECT", "ACCESS_CHALLENGE"})
    void everyAnswerToAnAccessRequestIsSigned(Code code) throws BadPacketException {
        byte[] reply =
                PacketCodec.encodeReply(
                        Packet.of(code), accessRequest(NAME), 7, AUTHENTICATOR, NAS);

        assertThat(reply).hasSize(20 + SIGNATURE);
        assertThat(decodeAtNas(reply).code()).isEqualTo(code);
    }

    @Test
    void anAccountingResponseIsAsBareAsItsRequest() throws BadPacketException {
        byte[] datagram = accountingRequest(NAS, NAME);
        byte[] over = PacketCodec.authenticator(datagram);

        byte[] reply =
                PacketCodec.encodeReply(
                        Packet.of(Code.ACCOUNTING_RESPONSE), decode(datagram), 7, over, NAS);

        assertThat(reply).isEqualTo(digested(datagram(5, ZEROS), over, NAS));
    }

    @Test
    void aPacketPastItsLimitIsAnErrorOfItsOwn() throws BadPacketException {
        byte[] full = attribute(AttributeTypes.CLASS, filled(253, 1));
        byte[][] many = new byte[15][];
        Arrays.fill(many, full);
        byte[] rest = attribute(AttributeTypes.CLASS, filled(4076 - 15 * 255 - 18 - 2, 1));
        Packet packet = accessRequest(join(many), rest);

        assertThat(forward(packet)).hasSize(4096);
        assertThatThrownBy(
                        () ->
                                PacketCodec.encodeRequest(
                                        packet, 1, HOME_AUTHENTICATOR, HOME, new byte[0]))
                .isInstanceOf(PacketTooLongException.class)
                .hasMessageContaining("4098");
    }

    @Test
    void whatIsNoRequestIsNotSentAsOneNorTheOtherWay() {
        Packet request = Packet.of(Code.ACCESS_REQUEST);
        Packet accept = Packet.of(Code.ACCESS_ACCEPT);

        assertThatThrownBy(() -> forward(accept)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PacketCodec.encodeReply(request, request, 1, AUTHENTICATOR, NAS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PacketCodec.encodeRequest(request, 256, AUTHENTICATOR, NAS, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
