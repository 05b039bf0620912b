package org.portlease.endpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

/** What is a device that proves nothing but its address, and what is not. */
class MacAuthenticationTest {

    private static final String MAC = "02-00-5e-10-00-01";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02-00-5e-10-00-01",
                "02-00-5E-10-00-01",
                "02:00:5e:10:00:01",
                "0200.5e10.0001",
                "02005e-100001",
                "02005E100001",
                "02005e100001@north.example"
            })
    void anAddressThatIsTheCallingStationIsOne(String name) {
        assertThat(MacAuthentication.isAskedFor(request(name).addText(31, MAC))).isTrue();
        assertThat(MacAuthentication.isAskedFor(request(name).addText(31, "02005E100001")))
                .isTrue();
    }

    @Test
    void anAddressThatIsItsOwnPasswordIsOne() {
        Packet request = request("02005e100001").withPassword(MAC.getBytes(US_ASCII));

        assertThat(MacAuthentication.isAskedFor(request)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"02005e100001", "02-00-5E-10-00-01", "0200.5e10.0001"})
    void anAddressThatIsItsOwnPasswordByChapIsOne(String password) throws NoSuchAlgorithmException {
        Packet request = request("02005e100001");
        chap(request, password);

        assertThat(MacAuthentication.isAskedFor(request)).isTrue();
    }

    @Test
    void anAddressThatAsksWithoutAnyProofIsOne() {
        Packet request = request("02005e100001").addNumber(AttributeTypes.SERVICE_TYPE, 10);

        assertThat(MacAuthentication.isAskedFor(request)).isTrue();
    }

    @Test
    void anAddressWithAPasswordOfItsOwnIsNone() throws NoSuchAlgorithmException {
        Packet pap = request("02005e100001").withPassword("secret".getBytes(US_ASCII));
        Packet chap = request("02005e100001");
        chap(chap, "secret");

        assertThat(MacAuthentication.isAskedFor(pap)).isFalse();
        assertThat(MacAuthentication.isAskedFor(pap.addText(31, "02-00-5e-10-00-02"))).isFalse();
        assertThat(MacAuthentication.isAskedFor(chap)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"bob@north.example", "02005e10000", "02005e1000011", "02005g100001", "''"})
    void anotherNameIsNone(String name) {
        Packet request = request(name).withPassword(name.getBytes(US_ASCII)).addText(31, name);

        assertThat(MacAuthentication.isAskedFor(request)).isFalse();
    }

    @Test
    void aCallThatIsNotAnsweredYetIsNone() {
        Packet request =
                request("4930123456")
                        .addText(31, "4930123456")
                        .addNumber(AttributeTypes.SERVICE_TYPE, 10);

        assertThat(MacAuthentication.isAskedFor(request)).isFalse();
        assertThat(MacAuthentication.isAskedFor(Packet.of(Code.ACCESS_REQUEST))).isFalse();
    }

    private static Packet request(String name) {
        return Packet.of(Code.ACCESS_REQUEST).addText(AttributeTypes.USER_NAME, name);
    }

    private static void chap(Packet request, String password) throws NoSuchAlgorithmException {
        byte[] challenge = "0123456789abcdef".getBytes(US_ASCII);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update((byte) 7);
        md5.update(password.getBytes(US_ASCII));
        byte[] value = new byte[17];
        value[0] = 7;
        System.arraycopy(md5.digest(challenge), 0, value, 1, 16);
        request.add(AttributeTypes.CHAP_PASSWORD, value)
                .add(AttributeTypes.CHAP_CHALLENGE, challenge);
    }
}
