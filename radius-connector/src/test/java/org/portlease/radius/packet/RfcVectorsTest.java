package org.portlease.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.radius.packet.Octets.ascii;
import static org.portlease.radius.packet.Octets.attributes;
import static org.portlease.radius.packet.Octets.hex;
import static org.portlease.radius.packet.Octets.slice;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;

/** The packets that the RFCs print. */
class RfcVectorsTest {

    private static final Secret SECRET = Secret.of("xyzzy5461");
    private static final byte[] PASSWORD = ascii("arctangent");

    private static final byte[] TELNET_REQUEST =
            hex(
                    "01000038 0f403f9473978057bd83d5cb98f4227a 01066e656d6f"
                            + "02120dbe708d93d413ce3196e43f782a0aee 0406c0a80110 050600000003");
    private static final byte[] TELNET_ACCEPT =
            hex(
                    "02000026 86fe220e7624ba2a1005f6bf9b55e0b2"
                            + "060600000001 0f0600000000 0e06c0a80103");
    private static final byte[] CHAP_REQUEST =
            hex(
                    "01010047 2aee86f08d0d55969ca5978e0d3367a2 0108666c6f707379"
                            + "031316e97557c316185895f293ff6344077275 0406c0a80110 050600000014"
                            + "060600000002 070600000001");
    private static final byte[] CHAP_ACCEPT =
            hex(
                    "02010038 15efbc7dab26cfa3dc34d9c03c8601a4 060600000002 070600000001"
                            + "0806fffffffe 0a0600000002 0d0600000001 0c06000005dc");
    private static final byte[] CARD_REQUEST =
            hex(
                    "01020039 f3a47a1f6a6d76710b947ab93041a039 01076d6f707379"
                            + "021233657573778289b570885e15084825c5 0406c0a80110 050600000007");
    private static final byte[] CARD_CHALLENGE =
            hex(
                    "0b02004e 36f3c8764ae8c71157403c0c71ff9c45 1230 4368616c6c656e67652033"
                            + "323736393433302e2020456e74657220726573706f6e73652061742070726f"
                            + "6d70742e 180a3332373639343330");

    private static Packet request(byte[] datagram) throws BadPacketException {
        return PacketCodec.decodeRequest(
                datagram, datagram.length, SECRET, MessageAuthenticatorPolicy.OPTIONAL);
    }

    private static Packet response(byte[] datagram, byte[] request) throws BadPacketException {
        return PacketCodec.decodeResponse(
                datagram,
                datagram.length,
                PacketCodec.authenticator(request),
                SECRET,
                MessageAuthenticatorPolicy.OPTIONAL);
    }

    @Test
    void rfc2865Section71DecryptsThePassword() throws BadPacketException {
        Packet packet = request(TELNET_REQUEST);

        assertThat(packet.code()).isEqualTo(Code.ACCESS_REQUEST);
        assertThat(packet.text(AttributeTypes.USER_NAME)).contains("nemo");
        assertThat(packet.number(AttributeTypes.NAS_PORT)).hasValue(3);
        assertThat(((Credentials.Pap) packet.credentials()).password()).isEqualTo(PASSWORD);
    }

    @Test
    void rfc2865Section71EncryptsThePasswordToTheSameOctets() {
        Packet packet =
                Packet.of(Code.ACCESS_REQUEST)
                        .addText(AttributeTypes.USER_NAME, "nemo")
                        .add(AttributeTypes.USER_PASSWORD, PASSWORD)
                        .add(AttributeTypes.NAS_IP_ADDRESS, hex("c0a80110"))
                        .addNumber(AttributeTypes.NAS_PORT, 3);
        byte[] authenticator = PacketCodec.authenticator(TELNET_REQUEST);

        byte[] sent = PacketCodec.encodeRequest(packet, 0, authenticator, SECRET, null);

        // Ours differs by the Message-Authenticator, which is younger than RFC 2865
        assertThat(slice(sent, 38, sent.length)).isEqualTo(attributes(TELNET_REQUEST));
        assertThat(PacketCodec.authenticator(sent)).isEqualTo(authenticator);
    }

    @Test
    void rfc2865Section71AcceptIsVerified() throws BadPacketException {
        Packet packet = response(TELNET_ACCEPT, TELNET_REQUEST);

        assertThat(packet.code()).isEqualTo(Code.ACCESS_ACCEPT);
        assertThat(packet.number(AttributeTypes.SERVICE_TYPE)).hasValue(1);
    }

    @Test
    void rfc2865Section72ProvesThePasswordByChap() throws BadPacketException {
        Credentials credentials = request(CHAP_REQUEST).credentials();

        assertThat(credentials).isInstanceOf(Credentials.Chap.class);
        assertThat(PasswordCheck.matches(credentials, PASSWORD, "flopsy")).isTrue();
        assertThat(PasswordCheck.matches(credentials, ascii("arctangenT"), "flopsy")).isFalse();
        assertThat(response(CHAP_ACCEPT, CHAP_REQUEST).number(12)).hasValue(1500);
    }

    @Test
    void rfc2865Section73BringsTheChallenge() throws BadPacketException {
        Credentials.Pap pap = (Credentials.Pap) request(CARD_REQUEST).credentials();
        Packet challenge = response(CARD_CHALLENGE, CARD_REQUEST);

        assertThat(pap.password()).isEqualTo(ascii("challenge"));
        assertThat(challenge.code()).isEqualTo(Code.ACCESS_CHALLENGE);
        assertThat(challenge.text(AttributeTypes.STATE)).contains("32769430");
    }

    @Test
    void rfc5997Section6StatusServerIsVerifiedAndWrittenAlike() throws BadPacketException {
        byte[] datagram =
                hex(
                        "0cda0026 8a54f4686fb394c52866e302185d0623 5012"
                                + "5a665e2e1e8411f3e243822097c84fa3");

        assertThat(request(datagram).code()).isEqualTo(Code.STATUS_SERVER);
        assertThat(
                        PacketCodec.encodeRequest(
                                Packet.of(Code.STATUS_SERVER),
                                0xda,
                                PacketCodec.authenticator(datagram),
                                SECRET,
                                null))
                .isEqualTo(datagram);
        assertThat(response(hex("02da0014 ef0d552a4bf2d693ec2b6fe8b5411d66"), datagram).code())
                .isEqualTo(Code.ACCESS_ACCEPT);
    }

    @Test
    void rfc5997Section6AccountingResponseIsWrittenAlike() throws BadPacketException {
        byte[] datagram =
                hex(
                        "0cb30026 925f6b66dd5fed571fcb1db7ad388260 5012"
                                + "e8d6eabda910875cd91fdade26367858");

        Packet request = request(datagram);

        assertThat(request.has(AttributeTypes.MESSAGE_AUTHENTICATOR)).isTrue();
        assertThat(response(hex("05b30014 0f6f92145f107e2f504e860a4860669c"), datagram).code())
                .isEqualTo(Code.ACCOUNTING_RESPONSE);
    }

    /** RFC 2759 section 9.2, whose keys RFC 3079 section 3.5.3 prints. */
    @Test
    void rfc2759Section92ProvesThePasswordBothWays() throws BadPacketException {
        byte[] clear = ascii("clientPass");
        Credentials.MsChapV2 credentials =
                new Credentials.MsChapV2(
                        (byte) 9,
                        hex("5b5d7c7d7b3f2f3e3c2c602132262628"),
                        hex("21402324255e262a28295f2b3a337c7e"),
                        hex("82309ecd8d708b5ea08faa3981cd83544233114a3d85d6df"));

        assertThat(MsChapDigests.ntPasswordHash(clear))
                .hasValueSatisfying(
                        hash ->
                                assertThat(hash)
                                        .isEqualTo(hex("44ebba8d5312b8d611474411f56989ae")));
        assertThat(PasswordCheck.matches(credentials, clear, "User")).isTrue();
        assertThat(PasswordCheck.matches(credentials, clear, "DOMAIN\\User")).isTrue();
        assertThat(PasswordCheck.matches(credentials, clear, "user")).isFalse();
        assertThat(PasswordCheck.matches(credentials, ascii("clientPasS"), "User")).isFalse();

        Packet accept = Packet.of(Code.ACCESS_ACCEPT);
        PasswordCheck.addMsChapSuccess(accept, credentials, "User", clear);

        assertThat(accept.vendorOctets(311, 26).map(String::new))
                .isEqualTo(Optional.of("\tS=407A5589115FD0D6209F510FE9C04566932CDA56"));
        assertThat(accept.vendorOctets(311, 16).orElseThrow())
                .isEqualTo(hex("8b7cdc149b993a1ba118cb153f56dccb"));
        assertThat(accept.vendorOctets(311, 17).orElseThrow())
                .isEqualTo(hex("d5f0e9521e3ea9589645e86051c82226"));
    }
}
