package org.portlease.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.portlease.radius.packet.AttributeTypes;
import org.portlease.radius.packet.Code;
import org.portlease.radius.packet.Packet;

class NorthAnswersTest {

    private static final int SESSION_TIMEOUT = 3600;

    @Test
    void acceptsBobWithPap() {
        Packet reply = NorthAnswers.to(pap("bob@north.example", "bob-secret")).orElseThrow();

        assertThat(reply.code()).isEqualTo(Code.ACCESS_ACCEPT);
        assertThat(reply.number(AttributeTypes.SESSION_TIMEOUT)).hasValue(SESSION_TIMEOUT);
        assertThat(reply.allOctets(AttributeTypes.CLASS)).hasSize(1);
    }

    @Test
    void acceptsBobWithChap() throws Exception {
        assertThat(NorthAnswers.to(chap("bob-secret")).orElseThrow().code())
                .isEqualTo(Code.ACCESS_ACCEPT);
    }

    @Test
    void rejectsAWrongPasswordAndSaysSo() throws Exception {
        Packet reply = NorthAnswers.to(pap("bob@north.example", "bob-Secret")).orElseThrow();

        assertThat(reply.code()).isEqualTo(Code.ACCESS_REJECT);
        assertThat(reply.text(AttributeTypes.REPLY_MESSAGE)).isPresent();
        assertThat(NorthAnswers.to(chap("bob-Secret")).orElseThrow().code())
                .isEqualTo(Code.ACCESS_REJECT);
    }

    @Test
    void rejectsWhomItDoesNotKnow() {
        assertThat(NorthAnswers.to(pap("eve@north.example", "bob-secret")).orElseThrow().code())
                .isEqualTo(Code.ACCESS_REJECT);
    }

    @Test
    void acknowledgesAccounting() {
        assertThat(NorthAnswers.to(Packet.of(Code.ACCOUNTING_REQUEST)).orElseThrow().code())
                .isEqualTo(Code.ACCOUNTING_RESPONSE);
    }

    @Test
    void answersNothingElse() {
        assertThat(NorthAnswers.to(Packet.of(Code.COA_REQUEST))).isEmpty();
    }

    private static Packet pap(String user, String password) {
        return Packet.of(Code.ACCESS_REQUEST)
                .addText(AttributeTypes.USER_NAME, user)
                .withPassword(password.getBytes(UTF_8));
    }

    private static Packet chap(String password) throws Exception {
        byte identifier = 7;
        byte[] challenge = "a challenge of 22 octe".getBytes(UTF_8);
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(identifier);
        md5.update(password.getBytes(UTF_8));
        byte[] response = new byte[17];
        response[0] = identifier;
        System.arraycopy(md5.digest(challenge), 0, response, 1, 16);
        return Packet.of(Code.ACCESS_REQUEST)
                .addText(AttributeTypes.USER_NAME, "bob@north.example")
                .add(AttributeTypes.CHAP_PASSWORD, response)
                .add(AttributeTypes.CHAP_CHALLENGE, challenge);
    }
}
