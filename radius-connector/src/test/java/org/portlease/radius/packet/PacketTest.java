package org.portlease.radius.packet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portlease.radius.packet.Octets.ascii;
import static org.portlease.radius.packet.Octets.filled;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.portlease.radius.MessageAuthenticatorPolicy;
import org.portlease.radius.Secret;
import org.tinyradius.attribute.RadiusAttribute;
import org.tinyradius.attribute.StringAttribute;

class PacketTest {

    private static final Secret SECRET = Secret.of("testing123");

    @Test
    void attributesKeepTheirOrderAndDuplicates() {
        Packet packet =
                Packet.of(Code.ACCESS_ACCEPT)
                        .add(AttributeTypes.CLASS, ascii("a"))
                        .addText(AttributeTypes.REPLY_MESSAGE, "grüß Gott")
                        .add(AttributeTypes.CLASS, ascii("b"))
                        .add(AttributeTypes.CLASS, ascii("a"));

        assertThat(packet.allOctets(AttributeTypes.CLASS))
                .containsExactly(ascii("a"), ascii("b"), ascii("a"));
        assertThat(packet.octets(AttributeTypes.CLASS)).contains(ascii("a"));
        assertThat(packet.text(AttributeTypes.REPLY_MESSAGE)).contains("grüß Gott");
        assertThat(packet.octets(AttributeTypes.STATE)).isEmpty();

        packet.removeIf(AttributeTypes.CLASS, value -> value[0] == 'a');

        assertThat(packet.allOctets(AttributeTypes.CLASS)).containsExactly(ascii("b"));
        assertThat(packet.remove(AttributeTypes.CLASS).has(AttributeTypes.CLASS)).isFalse();
        assertThat(packet.has(AttributeTypes.REPLY_MESSAGE)).isTrue();
    }

    @Test
    void aNumberHasFourOctetsWithoutASign() {
        Packet packet =
                Packet.of(Code.ACCOUNTING_REQUEST)
                        .addNumber(AttributeTypes.ACCT_INPUT_OCTETS, 0xFFFF_FFFFL)
                        .add(AttributeTypes.ACCT_OUTPUT_OCTETS, new byte[3]);

        assertThat(packet.number(AttributeTypes.ACCT_INPUT_OCTETS)).hasValue(4_294_967_295L);
        assertThat(packet.number(AttributeTypes.ACCT_OUTPUT_OCTETS)).isEmpty();
        assertThat(packet.number(AttributeTypes.ACCT_SESSION_TIME)).isEmpty();
        assertThatThrownBy(() -> packet.addNumber(AttributeTypes.SESSION_TIMEOUT, -1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.addNumber(AttributeTypes.SESSION_TIMEOUT, 1L << 32))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aValueHoldsAtMost253Octets() {
        Packet packet = Packet.of(Code.ACCESS_ACCEPT).add(AttributeTypes.CLASS, filled(253, 1));

        assertThat(packet.octets(AttributeTypes.CLASS).orElseThrow()).hasSize(253);
        assertThatThrownBy(() -> packet.add(AttributeTypes.CLASS, filled(254, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Class")
                .hasMessageContaining("254");
        assertThatThrownBy(() -> packet.addVendor(311, 1, filled(248, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> packet.withPassword(filled(129, 1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCopyAndWhatIsReadChangeNothing() {
        Packet packet = Packet.of(Code.ACCESS_REQUEST).addText(AttributeTypes.USER_NAME, "bob");

        packet.copy().remove(AttributeTypes.USER_NAME).addText(AttributeTypes.USER_NAME, "eve");
        packet.octets(AttributeTypes.USER_NAME).orElseThrow()[0] = 'X';
        packet.allOctets(AttributeTypes.USER_NAME).get(0)[0] = 'X';

        assertThat(packet.text(AttributeTypes.USER_NAME)).contains("bob");
    }

    @Test
    void anAddedPasswordIsHiddenInMemoryAndReadInClear() {
        Packet packet = Packet.of(Code.ACCESS_REQUEST).withPassword(ascii("bob-secret"));
        RadiusAttribute attribute = (RadiusAttribute) packet.getAttributes().get(0);

        assertThat(attribute.getAttributeData()).hasSize(16);
        assertThat(new String(attribute.getAttributeData(), StandardCharsets.ISO_8859_1))
                .doesNotContain("secret");
        assertThat(packet.octets(AttributeTypes.USER_PASSWORD)).contains(ascii("bob-secret"));
    }

    @Test
    void passwordsAreComparedWhole() {
        Packet packet = Packet.of(Code.ACCESS_REQUEST).withPassword(ascii("bob-secret"));

        assertThat(PasswordCheck.matches(packet.credentials(), ascii("bob-secret"), packet))
                .isTrue();
        assertThat(PasswordCheck.matches(packet.credentials(), ascii("bob-secreT"), packet))
                .isFalse();
        assertThat(PasswordCheck.matches(packet.credentials(), ascii("bob-secre"), packet))
                .isFalse();
        assertThat(PasswordCheck.matches(new Credentials.None(), new byte[0], packet)).isFalse();
        assertThat(PasswordCheck.matches(new Credentials.Eap(), new byte[0], packet)).isFalse();
    }

    @Test
    void credentialsOfTheWrongShapeAreNone() {
        assertThat(Packet.of(Code.ACCESS_REQUEST).credentials())
                .isInstanceOf(Credentials.None.class);
        assertThat(
                        Packet.of(Code.ACCESS_REQUEST)
                                .add(AttributeTypes.CHAP_PASSWORD, filled(16, 1))
                                .add(AttributeTypes.CHAP_CHALLENGE, filled(16, 1))
                                .credentials())
                .isInstanceOf(Credentials.None.class);
        assertThat(
                        Packet.of(Code.ACCESS_REQUEST)
                                .addVendor(311, 25, filled(50, 1))
                                .addVendor(311, 11, filled(8, 1))
                                .credentials())
                .isInstanceOf(Credentials.None.class);
    }

    @Test
    void msChapV2IsReadFromMicrosoftsAttributes() {
        byte[] response = filled(50, 1);
        response[0] = 9;
        response[2] = 2;
        response[26] = 3;
        Credentials.MsChapV2 credentials =
                (Credentials.MsChapV2)
                        Packet.of(Code.ACCESS_REQUEST)
                                .addVendor(311, 25, response)
                                .addVendor(311, 11, filled(16, 4))
                                .credentials();

        assertThat(credentials.identifier()).isEqualTo((byte) 9);
        assertThat(credentials.challenge()).isEqualTo(filled(16, 4));
        assertThat(credentials.peerChallenge()).hasSize(16).startsWith(2, 1);
        assertThat(credentials.response()).hasSize(24).startsWith(3, 1);
    }

    @Test
    void nothingPrintsWhatMustNotBeSeen() {
        Packet packet =
                Packet.of(Code.ACCESS_REQUEST)
                        .addText(AttributeTypes.USER_NAME, "bob@north.example")
                        .addText(AttributeTypes.CALLING_STATION_ID, "02-00-00-AA-BB-CC")
                        .addText(AttributeTypes.CHARGEABLE_USER_IDENTITY, "cui-of-bob")
                        .addText(AttributeTypes.REPLY_MESSAGE, "Hello bob")
                        .add(AttributeTypes.STATE, ascii("bobs-state"))
                        .add(200, ascii("unknown-bob"))
                        .addVendor(99, 1, ascii("user=bob"))
                        .addVendor(311, 16, filled(16, 'K'))
                        .addNumber(AttributeTypes.SERVICE_TYPE, 2)
                        .addNumber(AttributeTypes.NAS_PORT, 17)
                        .add(AttributeTypes.NAS_IP_ADDRESS, new byte[] {10, 0, 0, 1})
                        .addText(AttributeTypes.NAS_IDENTIFIER, "pop-1\nforged line")
                        .withPassword(ascii("bob-secret"));

        assertThat(packet.toString())
                .isEqualTo(
                        "ACCESS_REQUEST id 0 [User-Name=***(17), Calling-Station-Id=***(17),"
                                + " Chargeable-User-Identity=***(10), Reply-Message=***(9),"
                                + " Attr-200=***(11), Vendor-Specific.99.1=***(14),"
                                + " Vendor-Specific.311.MS-MPPE-Send-Key=***(40),"
                                + " Service-Type=Framed-User, NAS-Port=17,"
                                + " NAS-IP-Address=10.0.0.1, NAS-Identifier=pop-1?forged line,"
                                + " User-Password=***(16)]");
        assertThat(packet.credentials().toString()).isEqualTo("Pap[***]");
    }

    @Test
    void tinyRadiusWaysLeadToTheSameOctets() throws IOException, BadPacketException {
        Packet packet = Packet.of(Code.ACCESS_REQUEST);
        packet.setPacketIdentifier(5);
        packet.addAttribute(new StringAttribute(AttributeTypes.USER_NAME, "bob"));
        packet.addAttribute("Service-Type", "Framed-User");
        packet.addAttribute(new RadiusAttribute(AttributeTypes.USER_PASSWORD, ascii("bob")));
        packet.addAttribute("WISPr-Location-Name", "lobby");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        packet.encodeRequestPacket(out, "testing123");
        byte[] datagram = out.toByteArray();

        Packet received =
                PacketCodec.decodeRequest(
                        datagram, datagram.length, SECRET, MessageAuthenticatorPolicy.REQUIRED);

        assertThat(received.getPacketIdentifier()).isEqualTo(5);
        assertThat(received.getAttributeValue("User-Name")).isEqualTo("bob");
        assertThat(received.vendorOctets(14122, 2)).contains(ascii("lobby"));
        assertThat(received.attributes())
                .filteredOn(VendorAttribute.class::isInstance)
                .singleElement()
                .satisfies(
                        location ->
                                assertThat(((VendorAttribute) location).getSubAttributes(2))
                                        .hasSize(1));
        assertThat(received.getAttributeValue("Service-Type")).isEqualTo("Framed-User");
        assertThat(PasswordCheck.matches(received.credentials(), ascii("bob"), received)).isTrue();
        assertThat(received.getAuthenticator()).isEqualTo(packet.getAuthenticator());

        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        Packet.of(Code.ACCESS_REJECT).encodeResponsePacket(answer, "testing123", received);
        byte[] reply = answer.toByteArray();
        assertThat(
                        PacketCodec.decodeResponse(
                                        reply,
                                        reply.length,
                                        PacketCodec.authenticator(datagram),
                                        SECRET,
                                        MessageAuthenticatorPolicy.REQUIRED)
                                .code())
                .isEqualTo(Code.ACCESS_REJECT);
    }

    @Test
    void aCodeKnowsWhatItAnswers() {
        assertThat(Code.ACCESS_CHALLENGE.answers(Code.ACCESS_REQUEST)).isTrue();
        assertThat(Code.ACCESS_ACCEPT.answers(Code.ACCOUNTING_REQUEST)).isFalse();
        assertThat(Code.ACCOUNTING_RESPONSE.answers(Code.STATUS_SERVER)).isTrue();
        assertThat(Code.ACCESS_REQUEST.answers(Code.ACCESS_REQUEST)).isFalse();
        assertThat(Code.of(44)).contains(Code.COA_ACK);
        assertThat(Code.of(99)).isEmpty();
        assertThat(Code.of(-1)).isEmpty();
        assertThat(Code.of(256)).isEmpty();
    }
}
