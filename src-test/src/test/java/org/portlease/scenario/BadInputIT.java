package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Draft;
import org.portlease.test.wire.Exchange;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.Await;
import org.portlease.test.world.StandardWorld;

/** What is malformed, wrongly signed or from nobody we know: dropped, counted, never answered. */
class BadInputIT extends StandardScenario {

    private static final Duration WATCH = Duration.ofMillis(300);
    private static final String STRANGER = "127.0.0.77";

    private byte[] request = {};

    @BeforeEach
    void encode() {
        request = nas.encode(alice().access());
    }

    @Test
    void aDatagramWithoutAWholeHeaderIsDropped() {
        assertDropped("truncated", Arrays.copyOf(request, 12));
    }

    @Test
    void aDatagramShorterThanItsLengthIsDropped() {
        assertDropped("truncated", Arrays.copyOf(request, request.length - 5));
    }

    @Test
    void aLengthBelowTheHeadersIsDropped() {
        request[2] = 0;
        request[3] = 19;
        assertDropped("bad-length", request);
    }

    @Test
    void octetsBeyondTheLengthArePadding() {
        assertAccepted(nas.sendRaw(Arrays.copyOf(request, request.length + 40)).reply());
    }

    @Test
    void anAttributeOfLengthZeroIsDropped() {
        request[request.length - 17] = 0; // User-Password stands last
        assertDropped("bad-attribute", request);
    }

    @Test
    void anAttributeThatReachesPastTheEndIsDropped() {
        request[request.length - 17] = 40;
        assertDropped("bad-attribute", request);
    }

    @Test
    void aWrongMessageAuthenticatorIsDropped() {
        request[30] ^= 1;
        assertDropped("bad-message-authenticator", request);
    }

    @Test
    void anAccountingRequestWithAWrongAuthenticatorIsDropped() {
        byte[] start = nas.encode(alice().start());
        start[10] ^= 1;
        long before = dropped("bad-authenticator");

        nas.accountRaw(start).staysUnanswered(WATCH);

        assertThat(dropped("bad-authenticator")).isEqualTo(before + 1);
    }

    @Test
    void anUnsignedRequestIsDroppedWhereTheNasMustSign() {
        try (TestNas strict = world.a().nas(StandardWorld.STRICT_NAS, StandardWorld.NAS_SECRET)) {
            assertAccepted(strict.send(alice().access()).reply());
            assertDropped(strict, "unsigned", strict.encode(alice().access().unsigned()));
        }
    }

    @Test
    void anUnsignedRequestWithProxyStateIsDroppedEverywhere() {
        Draft draft = alice().access().unsigned().with(Wire.PROXY_STATE, "of nobody");
        assertDropped("unsigned", nas.encode(draft));
    }

    @Test
    void anUnsignedRequestWithEapIsDroppedEverywhere() {
        Draft draft = alice().ask().unsigned().with(Wire.EAP_MESSAGE, new byte[] {2, 1, 0, 5, 1});
        assertDropped("unsigned", nas.encode(draft));
    }

    @Test
    void anUnsignedRequestIsTakenWhereTheNasMay() {
        assertAccepted(nas.send(alice().access().unsigned()).reply());
    }

    @Test
    void aCodeThatHasNoBusinessHereIsDropped() {
        assertDropped("code-not-allowed", nas.encode(Draft.of(Wire.ACCESS_ACCEPT)));
        assertDropped("code-not-allowed", nas.encode(alice().start()));
    }

    @Test
    void whoIsUnknownGetsNoAnswerAndCannotFloodTheLog() {
        try (TestNas stranger = world.a().nas(STRANGER, StandardWorld.NAS_SECRET)) {
            assertDropped(stranger, "unknown-peer", stranger.encode(alice().access()));
            long before = dropped("unknown-peer");
            for (int i = 0; i < 1000; i++) {
                stranger.sendRaw(stranger.encode(alice().access()));
            }
            Await.until("1000 drops", () -> dropped("unknown-peer") == before + 1000);
        }
        long lines = world.a().log().lines().filter(line -> line.contains(STRANGER)).count();
        assertThat(lines).isBetween(1L, 20L);
    }

    @Test
    void theSecretFollowsTheSourceAddressNotNasIpAddress() {
        try (TestNas stranger = world.a().nas(STRANGER, StandardWorld.NAS_SECRET)) {
            Draft draft = alice().access().with(Wire.NAS_IP_ADDRESS, new byte[] {127, 0, 0, 1});
            stranger.send(draft).staysUnanswered(WATCH);
        }
    }

    @Test
    void aPasswordUnderAnotherSecretIsAReject() {
        try (TestNas other = world.a().nas(StandardWorld.NAS, "another secret")) {
            byte[] foreign = other.encode(alice().access().unsigned());
            long before = dropped("bad-message-authenticator");
            other.send(alice().access()).staysUnanswered(WATCH);
            assertThat(dropped("bad-message-authenticator")).isEqualTo(before + 1);
            assertThat(nas.sendRaw(foreign).reply().code()).isEqualTo(Wire.ACCESS_REJECT);
        }
    }

    @Test
    void statusServerIsAnsweredAtBothPorts() {
        assertAccepted(nas.send(Draft.of(Wire.STATUS_SERVER)).reply());
        assertRecorded(nas.accountRaw(nas.encode(Draft.of(Wire.STATUS_SERVER))).reply());
    }

    @Test
    void tenThousandSpoiledDatagramsStopNobody() {
        Random random = new Random(2865);
        try (TestNas vandal = world.nas()) {
            for (int i = 0; i < 10_000; i++) {
                byte[] spoiled = nas.encode(Session.of("eve@nowhere.example", "x").access());
                for (int hits = 1 + random.nextInt(8); hits > 0; hits--) {
                    spoiled[random.nextInt(spoiled.length)] = (byte) random.nextInt(256);
                }
                vandal.sendRaw(spoiled);
            }
        }

        assertAccepted(nas.send(alice().access()).insist(Duration.ofSeconds(10)));
        assertThat(world.a().counters().keySet()).noneMatch(name -> name.contains("fault-"));
    }

    private void assertDropped(String reason, byte[] datagram) {
        assertDropped(nas, reason, datagram);
    }

    private void assertDropped(TestNas sender, String reason, byte[] datagram) {
        long before = dropped(reason);

        Exchange exchange = sender.sendRaw(datagram);

        exchange.staysUnanswered(WATCH);
        assertThat(dropped(reason)).as("dropped.%s", reason).isEqualTo(before + 1);
    }

    private long dropped(String reason) {
        return world.a().counters().getOrDefault("dropped." + reason, 0L);
    }
}
