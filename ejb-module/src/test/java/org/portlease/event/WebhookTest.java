package org.portlease.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookTest {

    private static Webhook at(String url, EventType... types) {
        return Webhook.of(url, EventFixture.secret(), null, List.of(types));
    }

    private static Optional<Parcel> claimed(EntityManager entities, Instant now) {
        WebhookPositions positions = new WebhookPositions(entities);
        positions.open(now);
        return positions.claim(List.of(), now);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080/hook",
                "https://billing.north.example/events?token=abc",
                "HTTPS://[2001:db8::1]/"
            })
    void aUrlOfHttpIsTaken(String url) {
        assertThat(at(url).url()).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    ftp://north.example/           | its scheme is ftp
                    north.example/hook             | has no scheme
                    http:north.example             | must name a host
                    http:///hook                   | must name a host
                    https://me:pw@north.example/   | must have no user information
                    https://north.example/#here    | must have no fragment
                    https://north.example:70000/   | must be 1 to 65535, but was 70000
                    https://north.example/a b      | at character 24
                    https://north.example/ü        | must be ASCII
                    ''                             | must have 1 to 1024 characters
                    """)
    void anyOtherIsRefusedWithASentence(String url, String sentence) {
        assertThatThrownBy(() -> at(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("pw");
    }

    @Test
    void aUrlIsBounded() {
        assertThatThrownBy(() -> at("https://north.example/" + "x".repeat(1_003)))
                .hasMessage("a webhook's URL must have 1 to 1024 characters, but has 1025");
    }

    @Test
    void noTypesMeanAll() {
        assertThat(at("http://north.example").wanted()).containsExactly(EventType.values());
        assertThat(
                        at(
                                        "http://north.example",
                                        EventType.PERIOD_CLOSED,
                                        EventType.INVOICE_ISSUED)
                                .wanted())
                .containsExactly(EventType.INVOICE_ISSUED, EventType.PERIOD_CLOSED);
    }

    @Test
    void allTypesTogetherFitTheirColumn() {
        Webhook all = at("http://north.example", EventType.values());

        try (EventFixture fixture = new EventFixture()) {
            fixture.database.run(entities -> new Webhooks(entities).register(all, fixture.now));
            assertThat(fixture.query(entities -> entities.find(Webhook.class, all.id())).wanted())
                    .containsExactly(EventType.values());
        }
    }

    @Test
    void theSecretIsEncryptedAtRestAndNeverPrints() {
        try (EventFixture fixture = new EventFixture();
                WebhookReceiver receiver = new WebhookReceiver()) {
            Webhook webhook = fixture.register(receiver, fixture.north);
            fixture.publish(fixture.north, 1);
            Parcel parcel = fixture.query(entities -> claimed(entities, fixture.now)).orElseThrow();

            byte[] stored =
                    (byte[])
                            fixture.query(
                                    entities ->
                                            entities.createNativeQuery(
                                                            "select secret from webhook",
                                                            byte[].class)
                                                    .getSingleResult());
            assertThat(new String(stored, StandardCharsets.ISO_8859_1))
                    .doesNotContain(EventFixture.SECRET);
            assertThat(new String(EventFixture.KEYS.decrypt(stored), StandardCharsets.UTF_8))
                    .isEqualTo(EventFixture.SECRET);
            assertThat(webhook + " " + parcel)
                    .doesNotContain(EventFixture.SECRET)
                    .doesNotContain("token");
        }
    }
}
