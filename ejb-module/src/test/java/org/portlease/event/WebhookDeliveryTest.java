package org.portlease.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.event.WebhookReceiver.Received;

class WebhookDeliveryTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int ACCEPTED = 204;
    private static final int BROKEN = 500;
    private static final long PATIENCE = 20;

    private final EventFixture fixture = new EventFixture();
    private final WebhookReceiver receiver = new WebhookReceiver();
    private final WebhookReceiver other = new WebhookReceiver();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
        receiver.close();
        other.close();
        fixture.close();
    }

    @Test
    void anEventIsSentSignedAsItWasPublished() throws Exception {
        fixture.register(receiver, fixture.north);
        fixture.publish(fixture.north, EventType.PERIOD_CLOSED);
        fixture.pass(Duration.ofSeconds(5));
        fixture.deliver();

        Event event = fixture.events().get(0);
        Received sent = receiver.received().get(0);
        assertThat(sent.body()).isEqualTo(event.payload()).contains("Über & Süd");
        assertThat(sent.header("Content-type")).isEqualTo("application/json");
        assertThat(sent.header("Portlease-event-id")).isEqualTo(event.id().toString());
        assertThat(sent.header("Portlease-event-type")).isEqualTo("period.closed");
        assertThat(sent.header("Portlease-timestamp"))
                .isEqualTo(Long.toString(fixture.now.getEpochSecond()));
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(
                new SecretKeySpec(
                        EventFixture.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String signed = sent.header("Portlease-timestamp") + "." + sent.body();
        assertThat(sent.header("Portlease-signature"))
                .isEqualTo(
                        "v1="
                                + HexFormat.of()
                                        .formatHex(
                                                mac.doFinal(
                                                        signed.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void whatWasDeliveredIsNotSentAgain() {
        fixture.register(receiver, fixture.north);
        fixture.publish(fixture.north, 3);
        fixture.deliver();
        fixture.pass(Duration.ofDays(1));
        fixture.deliver();

        assertThat(receiver.places()).containsExactly("North 1", "North 2", "North 3");
    }

    @Test
    void anEventThatFailsIsTriedAgainBeforeThoseAfterIt() {
        Webhook webhook = fixture.register(receiver, fixture.north);
        fixture.publish(fixture.north, 3);
        AtomicInteger failures = new AtomicInteger(2);
        receiver.answers(event -> failures.getAndDecrement() > 0 ? BROKEN : ACCEPTED);

        fixture.deliver();
        fixture.deliver();
        assertThat(receiver.places()).containsExactly("North 1");
        assertThat(fixture.position(webhook, fixture.north).lastStatus()).isEqualTo(BROKEN);

        fixture.pass(SECOND);
        fixture.deliver();
        fixture.pass(SECOND);
        fixture.deliver(); // 2 s now
        assertThat(receiver.places()).containsExactly("North 1", "North 1");
        assertThat(fixture.position(webhook, fixture.north).failures()).isEqualTo(2);

        fixture.pass(SECOND);
        fixture.deliver();
        assertThat(receiver.places())
                .containsExactly("North 1", "North 1", "North 1", "North 2", "North 3");
        assertThat(fixture.position(webhook, fixture.north).failures()).isZero();
        assertThat(fixture.position(webhook, fixture.north).deliveredAt()).isEqualTo(fixture.now);
    }

    @Test
    void anEventIsTheSameAtEachTry() {
        fixture.register(receiver, fixture.north);
        fixture.publish(fixture.north, 1);
        receiver.answers(event -> BROKEN);
        fixture.deliver();
        fixture.database.run(
                entities ->
                        entities.createNativeQuery("update provider set name = 'Renamed'||id")
                                .executeUpdate());
        fixture.pass(SECOND);
        fixture.deliver();

        Received first = receiver.received().get(0);
        Received again = receiver.received().get(1);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Portlease-event-id"))
                .isEqualTo(first.header("Portlease-event-id"));
        assertThat(again.header("Portlease-signature"))
                .isNotEqualTo(first.header("Portlease-signature"));
    }

    @Test
    void aProviderWhoseEventFailsHoldsUpNoOther() {
        fixture.register(receiver, null);
        receiver.answers(event -> event.provider().equals("North") ? BROKEN : ACCEPTED);
        fixture.publish(fixture.north, 2);
        fixture.publish(fixture.south, 2);
        fixture.deliver();

        assertThat(receiver.places())
                .containsExactlyInAnyOrder("North 1", "South 1", "South 2")
                .containsSubsequence("South 1", "South 2");
    }

    @Test
    void aWebhookThatFailsHoldsUpNoOther() {
        fixture.register(receiver, fixture.north);
        fixture.register(other, null);
        receiver.answers(event -> BROKEN);
        fixture.publish(fixture.north, 2);
        fixture.deliver();

        assertThat(receiver.places()).containsExactly("North 1");
        assertThat(other.places()).containsExactly("North 1", "North 2");
    }

    @Test
    void aSlowReceiverHoldsUpItselfAlone() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        fixture.register(receiver, null);
        receiver.answers(
                event -> {
                    reached.countDown();
                    return await(slow) ? ACCEPTED : BROKEN;
                });
        WebhookDelivery delivery = fixture.delivery();
        fixture.publish(fixture.north, 1);
        fixture.publish(fixture.south, 1);
        delivery.deliver(threads);
        assertThat(await(reached)).isTrue();

        fixture.register(other, fixture.south);
        fixture.publish(fixture.south, 2);
        delivery.deliver(Runnable::run);

        assertThat(other.places()).containsExactly("South 2", "South 3");
        assertThat(receiver.received()).hasSize(1); // its one slot, whatever else waits for it
        slow.countDown();
    }

    /** The receiver has it, but nobody noted that: it comes again, and is known by its id. */
    @Test
    void anEventIsSentAgainWithItsIdAfterACrashBeforeItWasNoted() {
        fixture.register(receiver, fixture.north);
        fixture.publish(fixture.north, 2);
        WebhookDelivery crashing = fixture.delivery(new Crashing());
        assertThatThrownBy(() -> crashing.deliver(Runnable::run)).hasMessage("crashed");
        assertThat(receiver.places()).containsExactly("North 1");

        fixture.pass(Duration.ofSeconds(29));
        fixture.deliver();
        assertThat(receiver.places()).containsExactly("North 1"); // still claimed

        fixture.pass(SECOND);
        fixture.deliver();
        assertThat(receiver.places()).containsExactly("North 1", "North 1", "North 2");
        assertThat(receiver.received().get(1).json()).isEqualTo(receiver.received().get(0).json());
    }

    /** Dies when it has sent something. */
    private final class Crashing implements Transactions {
        @Override
        public <T> T run(Function<EntityManager, T> work) {
            if (!receiver.received().isEmpty()) {
                throw new IllegalStateException("crashed");
            }
            return fixture.database.inTransaction(work);
        }
    }

    @Test
    void whatOneNodeIsSendingNoOtherSends() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        CountDownLatch reached = new CountDownLatch(1);
        fixture.register(receiver, fixture.north);
        fixture.publish(fixture.north, 2);
        receiver.answers(
                event -> {
                    reached.countDown();
                    return await(slow) ? ACCEPTED : BROKEN;
                });
        var sending = threads.submit(() -> fixture.delivery().deliver(Runnable::run)); // one node
        assertThat(await(reached)).isTrue();

        fixture.deliver(); // another
        assertThat(receiver.places()).containsExactly("North 1");

        slow.countDown();
        sending.get(PATIENCE, TimeUnit.SECONDS);
        assertThat(receiver.places()).containsExactly("North 1", "North 2");
    }

    @Test
    void nodesThatDeliverAtOnceSendEachEventOnceAndInOrder() throws Exception {
        fixture.register(receiver, null);
        fixture.register(other, null);
        fixture.publish(fixture.north, 40);
        fixture.publish(fixture.south, 40);
        WebhookDelivery one = fixture.delivery();
        WebhookDelivery two = fixture.delivery();
        var first = threads.submit(() -> one.deliver(Runnable::run));
        var second = threads.submit(() -> two.deliver(Runnable::run));
        first.get(PATIENCE, TimeUnit.SECONDS);
        second.get(PATIENCE, TimeUnit.SECONDS);
        fixture.deliver(); // what was locked for a moment when both looked

        for (WebhookReceiver each : List.of(receiver, other)) {
            for (String provider : List.of("North", "South")) {
                assertThat(
                                each.received().stream()
                                        .filter(event -> event.provider().equals(provider))
                                        .map(Received::sequence))
                        .containsExactlyElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
            }
        }
    }

    /** A turn is bounded: the events of one provider do not go on while another's wait. */
    @Test
    void providersOfOneWebhookTakeTurns() {
        fixture.register(receiver, null);
        fixture.publish(fixture.north, 40);
        fixture.publish(fixture.south, 1);
        receiver.answers(
                event -> {
                    fixture.pass(Duration.ofMillis(1));
                    return ACCEPTED;
                });
        fixture.deliver();

        assertThat(receiver.places()).hasSize(41);
        assertThat(receiver.places().indexOf("South 1"))
                .isLessThan(receiver.places().indexOf("North 40"));
    }

    @Test
    void aWebhookBeginsWithWhatHappensAfterIt() {
        fixture.publish(fixture.north, 2);
        fixture.register(receiver, null);
        fixture.publish(fixture.north, 1);
        fixture.publish(fixture.south, 1); // the first of its provider
        fixture.deliver();

        assertThat(receiver.places()).containsExactlyInAnyOrder("North 3", "South 1");
    }

    @Test
    void aWebhookGetsItsOwnProvidersEventsOfTheTypesItAskedFor() {
        Webhook webhook = fixture.register(receiver, fixture.north, EventType.PERIOD_CLOSED);
        fixture.publish(fixture.south, EventType.PERIOD_CLOSED);
        fixture.publish(fixture.north, EventType.INVOICE_ISSUED);
        fixture.publish(fixture.north, EventType.PERIOD_CLOSED);
        fixture.publish(fixture.north, EventType.INVOICE_SETTLED);
        fixture.deliver();

        assertThat(receiver.places()).containsExactly("North 2");
        assertThat(fixture.position(webhook, fixture.north).nextSequence()).isEqualTo(4);
    }

    @Test
    void aWebhookThatIsDeactivatedStopsAndGoesOnWhereItStopped() {
        Webhook webhook = fixture.register(receiver, fixture.north);
        fixture.publish(fixture.north, 3);
        receiver.answers(
                event -> {
                    activate(webhook, false); // while it is being sent to
                    return ACCEPTED;
                });
        fixture.deliver();
        fixture.pass(Duration.ofHours(1));
        fixture.deliver();
        assertThat(receiver.places()).containsExactly("North 1");

        receiver.answers(event -> ACCEPTED);
        activate(webhook, true);
        fixture.deliver();
        assertThat(receiver.places()).containsExactly("North 1", "North 2", "North 3");
    }

    private void activate(Webhook webhook, boolean active) {
        fixture.database.run(
                entities -> {
                    Webhook found = entities.find(Webhook.class, webhook.id());
                    if (active) {
                        found.activate();
                    } else {
                        found.deactivate();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 302, 400, 404, 410, 429, 500, 503})
    void anyAnswerButOneOfThe200sIsAFailure(int status) {
        Webhook webhook = fixture.register(receiver, fixture.north);
        fixture.publish(fixture.north, 1);
        receiver.answersWith(new byte[0], Map.of("Location", other.url()));
        receiver.answers(event -> status);
        fixture.deliver();

        WebhookPosition position = fixture.position(webhook, fixture.north);
        assertThat(position.lastStatus()).isEqualTo(status);
        assertThat(position.nextSequence()).isEqualTo(1);
        assertThat(other.received()).isEmpty(); // no redirect is followed
    }

    @Test
    void pausesDoubleUpToFiveMinutes() {
        Webhook webhook = fixture.register(receiver, fixture.north);
        fixture.publish(fixture.north, 1);
        receiver.answers(event -> BROKEN);
        for (long seconds : new long[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300}) {
            fixture.deliver();
            WebhookPosition position = fixture.position(webhook, fixture.north);
            assertThat(position.nextTryAt()).isEqualTo(fixture.now.plusSeconds(seconds));
            fixture.pass(Duration.ofSeconds(seconds));
        }
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
