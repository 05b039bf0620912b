package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Chap;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.MsChapV2;
import org.portlease.test.wire.Received;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WireAttribute;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;

/** Credentials: checked for own subscribers, carried to a client provider's server for others. */
class CredentialsIT extends StandardScenario {

    private static final byte[] CHALLENGE =
            "a challenge of 24 octets".getBytes(StandardCharsets.US_ASCII);

    @Test
    void anOwnSubscriberIsCheckedByPap() {
        assertAccepted(nas.send(Session.of("ada@msp.example", "ada-secret").access()).reply());
        assertRejected(nas.send(Session.of("ada@msp.example", "ada-secret2").access()).reply());
        assertRejected(nas.send(Session.of("ada@msp.example", "").access()).reply());
    }

    @Test
    void anOwnSubscriberIsCheckedByChap() {
        Session ada = Session.of("ada@msp.example", "");

        assertAccepted(nas.send(ada.ask().chap("ada-secret")).reply());
        assertAccepted(nas.send(ada.ask().chap("ada-secret", CHALLENGE)).reply());
        assertRejected(nas.send(ada.ask().chap("ada-secret2", CHALLENGE)).reply());
    }

    @Test
    void anOwnSubscriberIsCheckedByMsChapV2AndCheckedBack() {
        MsChapV2 handshake = new MsChapV2("ada@msp.example", "ada-secret");
        Session ada = Session.of("ada@msp.example", "");

        WirePacket accept =
                nas.send(ada.ask().with(handshake.challenge()).with(handshake.response())).reply();

        assertAccepted(accept);
        assertThat(accept.attributes()).contains(handshake.success());
    }

    @Test
    void aWrongMsChapV2ResponseIsRejected() {
        MsChapV2 handshake = new MsChapV2("ada@msp.example", "ada-secret2");
        Session ada = Session.of("ada@msp.example", "");

        assertRejected(
                nas.send(ada.ask().with(handshake.challenge()).with(handshake.response())).reply());
    }

    @Test
    void aRequestWithoutCredentialsIsRejected() {
        assertRejected(nas.send(Session.of("ada@msp.example", "").ask()).reply());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "sixteen octets!!",
                "pässwörd über 16 Oktetten",
                "0123456789012345678901234567890123456789012345678901234567890123456789"
                        + "0123456789012345678901234567890123456789012345678901234567"
            })
    void aPasswordIsEncryptedAnewForTheCspsServer(String password) {
        Csp csp = csp(4);
        csp.homeServer().knows(csp.subscriber("bob"), password);

        assertAccepted(nas.send(Session.of(csp.subscriber("bob"), password).access()).reply());

        assertThat(csp.homeServer().accessRequests().get(0).password()).isEqualTo(password);
    }

    @Test
    void chapTravelsWithItsChallenge() {
        Csp csp = csp(4);
        Session bob = bob(csp);

        assertAccepted(nas.send(bob.ask().chap("bob-secret")).reply());
        assertAccepted(nas.send(bob(csp).ask().chap("bob-secret", CHALLENGE)).reply());

        List<Received> received = csp.homeServer().accessRequests();
        assertThat(received).allMatch(r -> Chap.proves(r.packet(), "bob-secret"));
        assertThat(received.get(1).packet().first(Wire.CHAP_CHALLENGE).orElseThrow().value())
                .isEqualTo(CHALLENGE);
    }

    @Test
    void msChapV2PassesUntouched() {
        Csp csp = csp(4);
        MsChapV2 handshake = new MsChapV2(csp.subscriber("bob"), "bob-secret");
        csp.homeServer()
                .onAccess(r -> Answer.of(Draft.of(Wire.ACCESS_ACCEPT).with(handshake.success())));

        WirePacket accept =
                nas.send(bob(csp).ask().with(handshake.challenge()).with(handshake.response()))
                        .reply();

        assertAccepted(accept);
        assertThat(csp.homeServer().accessRequests().get(0).packet().all(Wire.VENDOR_SPECIFIC))
                .containsExactly(handshake.challenge(), handshake.response());
        assertThat(accept.all(Wire.VENDOR_SPECIFIC)).containsExactly(handshake.success());
    }

    @Test
    void anEapConversationPassesUntouchedAndTakesOnePort() {
        Csp csp = csp(1);
        byte[] identity = {2, 1, 0, 8, 1, 'b', 'o', 'b'};
        byte[] challenge = {1, 2, 0, 6, 4, 0};
        byte[] response = {2, 2, 0, 6, 4, 1};
        byte[] success = {3, 2, 0, 4};
        csp.homeServer().onAccess(request -> eapServer(request, challenge, success));
        Session bob = bob(csp);

        WirePacket asked = nas.send(bob.ask().with(Wire.EAP_MESSAGE, identity)).reply();
        assertThat(asked.code()).isEqualTo(Wire.ACCESS_CHALLENGE);
        assertThat(asked.first(Wire.EAP_MESSAGE).orElseThrow().value()).isEqualTo(challenge);
        assertThat(asked.text(Wire.STATE)).isEqualTo("state of the CSP");
        assertThat(database.inUse(csp.name())).isEqualTo(1);
        WirePacket accepted =
                nas.send(
                                bob.ask()
                                        .with(Wire.EAP_MESSAGE, response)
                                        .with(Wire.STATE, "state of the CSP"))
                        .reply();

        assertAccepted(accepted);
        assertThat(accepted.first(Wire.EAP_MESSAGE).orElseThrow().value()).isEqualTo(success);
        assertThat(database.inUse(csp.name())).isEqualTo(1);
        assertThat(database.leases(csp.name(), "GRANTED")).isEqualTo(1);
        List<Received> rounds = csp.homeServer().accessRequests();
        assertThat(rounds).hasSize(2);
        assertThat(rounds.get(0).packet().first(Wire.EAP_MESSAGE).orElseThrow().value())
                .isEqualTo(identity);
        assertThat(rounds.get(1).packet().first(Wire.EAP_MESSAGE).orElseThrow().value())
                .isEqualTo(response);
        assertThat(rounds.get(1).packet().text(Wire.STATE)).isEqualTo("state of the CSP");
    }

    private static Answer eapServer(Received request, byte[] challenge, byte[] success) {
        return request.packet().has(Wire.STATE)
                ? Answer.of(Draft.of(Wire.ACCESS_ACCEPT).with(Wire.EAP_MESSAGE, success))
                : Answer.of(
                        Draft.of(Wire.ACCESS_CHALLENGE)
                                .with(Wire.STATE, "state of the CSP")
                                .with(Wire.EAP_MESSAGE, challenge));
    }

    @Test
    void aChallengeThatIsNeverAnsweredHoldsItsPortOnlyUntilItExpires() {
        Csp csp = csp(1);
        csp.homeServer().onAccess(r -> Answer.challenge("first round"));
        assertThat(nas.send(bob(csp).access()).reply().code()).isEqualTo(Wire.ACCESS_CHALLENGE);
        assertThat(database.leases(csp.name(), "RESERVED")).isEqualTo(1);
        assertRejected(nas.send(bob(csp).access()).reply());

        database.update(
                "update lease set expires_at = now() - interval '1 second',"
                        + " sweep_at = now() - interval '1 second' where contract_id ="
                        + " (select c.id from contract c join provider p on p.id = c.provider_id"
                        + " where p.name = ?)",
                csp.name());

        csp.homeServer().onAccess(csp.homeServer()::judge);
        Await.until(
                "the port is free again",
                () -> nas.send(bob(csp).access()).reply().code() == Wire.ACCESS_ACCEPT);
    }

    @Test
    void theProxyStatesOfOthersComeBackInTheirOrderAndDoNotReachTheCspChanged() {
        Csp csp = csp(4);
        Draft request =
                bob(csp).access()
                        .with(Wire.PROXY_STATE, "of the first proxy")
                        .with(Wire.PROXY_STATE, "of the second proxy");

        WirePacket accept = nas.send(request).reply();

        assertAccepted(accept);
        assertThat(accept.texts(Wire.PROXY_STATE))
                .containsExactly("of the first proxy", "of the second proxy");
        assertThat(csp.homeServer().accessRequests().get(0).packet().texts(Wire.PROXY_STATE))
                .startsWith("of the first proxy", "of the second proxy")
                .hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void unknownAttributesPassBothWaysInTheirOrderWhereTheyCanNotCommandTheNas() {
        Csp csp = csp(4);
        WireAttribute avPair =
                WireAttribute.ofVendor(9, 1, "cisco-avpair".getBytes(StandardCharsets.US_ASCII));
        WireAttribute extended = WireAttribute.of(241, new byte[] {1, 2, 3});
        WireAttribute first = WireAttribute.of(180, "unknown, first");
        WireAttribute second = WireAttribute.of(180, "unknown, second");
        List<WireAttribute> odd = List.of(first, avPair, extended, second);
        csp.homeServer().onAccess(r -> Answer.of(Draft.of(Wire.ACCESS_ACCEPT).with(odd)));

        WirePacket accept = nas.send(bob(csp).access().with(odd)).reply();

        assertThat(csp.homeServer().accessRequests().get(0).packet().attributes())
                .containsSubsequence(odd);
        assertThat(accept.attributes())
                .containsSubsequence(first, second)
                .doesNotContain(avPair, extended);
    }
}
