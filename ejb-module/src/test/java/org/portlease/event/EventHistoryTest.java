package org.portlease.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;
import org.portlease.provider.Provider;

class EventHistoryTest {

    private final EventFixture world = new EventFixture();
    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void close() {
        receiver.close();
        world.close();
    }

    private List<String> told(
            Optional<Provider> provider,
            Optional<EventType> type,
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<Provider> webhooksOf) {
        List<String> told = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            PageRequest request = new PageRequest(1, after, Optional.empty());
            Page<EventHistory.Told> page =
                    world.query(
                            entities ->
                                    new EventHistory(entities)
                                            .page(
                                                    request,
                                                    provider.map(Provider::id),
                                                    type,
                                                    from,
                                                    until,
                                                    webhooksOf.map(Provider::id)));
            page.items().forEach(event -> told.add(said(event)));
            after = page.next();
        } while (after.isPresent());
        return told;
    }

    private static String said(EventHistory.Told event) {
        return event.type().wireName() + " " + event.sequence() + " " + event.receivers();
    }

    private List<String> all() {
        return told(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void eventsAreFoundByProviderTypeAndTime() {
        world.publish(world.north, EventType.INVOICE_ISSUED);
        world.pass(Duration.ofMinutes(1));
        Instant later = world.now;
        world.publish(world.south, EventType.PERIOD_CLOSED);

        assertThat(all()).containsExactly("invoice.issued 1 []", "period.closed 1 []");
        assertThat(
                        told(
                                Optional.of(world.south),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty()))
                .containsExactly("period.closed 1 []");
        assertThat(
                        told(
                                Optional.empty(),
                                Optional.of(EventType.INVOICE_ISSUED),
                                Optional.empty(),
                                Optional.of(later),
                                Optional.empty()))
                .containsExactly("invoice.issued 1 []");
        assertThat(
                        told(
                                Optional.empty(),
                                Optional.of(EventType.INVOICE_ISSUED),
                                Optional.of(later),
                                Optional.empty(),
                                Optional.empty()))
                .isEmpty();
    }

    @Test
    void anEventNamesWhoHasItAndWhoWaitsForItAndNobodyWhoCameLaterOrWantsAnother() {
        world.publish(world.north, EventType.INVOICE_ISSUED);
        Webhook master = world.register(receiver, null);
        try (WebhookReceiver other = new WebhookReceiver()) {
            Webhook own = world.register(other, world.north, EventType.PERIOD_CLOSED);
            world.publish(world.north, EventType.PERIOD_CLOSED);
            world.publish(world.north, EventType.INVOICE_ISSUED);

            assertThat(all())
                    .containsExactlyInAnyOrder(
                            "invoice.issued 1 []",
                            "period.closed 2 " + List.of(waits(master), waits(own)),
                            "invoice.issued 3 " + List.of(waits(master)));

            world.deliver();

            assertThat(all())
                    .containsExactlyInAnyOrder(
                            "invoice.issued 1 []",
                            "period.closed 2 " + List.of(has(master), has(own)),
                            "invoice.issued 3 " + List.of(has(master)));
            assertThat(
                            told(
                                    Optional.of(world.north),
                                    Optional.of(EventType.PERIOD_CLOSED),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(world.north)))
                    .as("a provider is not told of the master's webhooks")
                    .containsExactly("period.closed 2 " + List.of(has(own)));
        }
    }

    private static EventHistory.Receiver has(Webhook webhook) {
        return new EventHistory.Receiver(webhook.id(), true);
    }

    private static EventHistory.Receiver waits(Webhook webhook) {
        return new EventHistory.Receiver(webhook.id(), false);
    }

    private List<Webhooks.Delivery> deliveries(Webhook webhook) {
        return world.query(entities -> new Webhooks(entities).deliveries(webhook.id()));
    }

    @Test
    void whatFailedIsTriedAgainAtOnceWhereSomebodyAsksForIt() {
        Webhook webhook = world.register(receiver, world.north);
        receiver.answers(event -> 500);
        world.publish(world.north, 2);
        world.deliver();
        assertThat(deliveries(webhook))
                .singleElement()
                .satisfies(
                        delivery -> {
                            assertThat(delivery.waiting()).isEqualTo(2);
                            assertThat(delivery.failures()).isEqualTo(1);
                            assertThat(delivery.lastStatus()).isEqualTo(500);
                            assertThat(delivery.nextTryAt()).isAfter(world.now);
                        });
        receiver.answers(event -> 200);
        world.deliver();
        assertThat(deliveries(webhook).get(0).waiting()).as("it pauses").isEqualTo(2);

        world.query(
                entities -> {
                    new Webhooks(entities).retry(webhook.id(), world.now);
                    return true;
                });
        world.deliver();

        assertThat(deliveries(webhook).get(0).waiting()).isZero();
    }

    @Test
    void aWebhookIsChangedAndRemovedThoughEventsWaitForIt() {
        Webhook webhook = world.register(receiver, world.north, EventType.INVOICE_ISSUED);
        world.publish(world.north, 1);
        change(webhook, false, List.of(EventType.PERIOD_CLOSED, EventType.INVOICE_ISSUED));
        world.deliver();
        assertThat(receiver.received()).as("it is not active").isEmpty();

        change(webhook, true, List.of());
        Webhook changed =
                world.query(entities -> new Webhooks(entities).find(webhook.id()).orElseThrow());
        assertThat(changed.chosen()).isEmpty();
        assertThat(changed.wanted()).isEqualTo(Set.of(EventType.values()));
        world.deliver();
        assertThat(receiver.received()).hasSize(1);

        world.publish(world.north, 1);
        world.query(
                entities -> {
                    new Webhooks(entities).remove(webhook.id());
                    return true;
                });
        world.deliver();
        assertThat(receiver.received()).hasSize(1);
        assertThat(all()).allMatch(told -> told.endsWith("[]"));
    }

    private void change(Webhook webhook, boolean active, List<EventType> types) {
        world.query(
                entities -> {
                    new Webhooks(entities).change(webhook.id(), active, types, null);
                    return true;
                });
    }

    @Test
    void aTestIsSignedAndInNoSequence() throws InterruptedException {
        Webhook webhook = world.register(receiver, world.north);
        WebhookProbe probe =
                new WebhookProbe(new WebhookSender(EventFixture.KEYS, new WebhookReach(true)));

        WebhookProbe.Tried tried = probe.send(webhook, "North", world.now);

        assertThat(tried.accepted()).isTrue();
        assertThat(tried.status()).isEqualTo(200);
        assertThat(receiver.received())
                .singleElement()
                .satisfies(
                        request ->
                                assertThat(request.body())
                                        .contains(
                                                "\"type\":\"webhook.test\"",
                                                "\"provider\":\"North\"",
                                                "\"sequence\":0",
                                                tried.event().toString()));
        assertThat(all()).isEmpty();
        receiver.answers(event -> 404);
        assertThat(probe.send(webhook, "North", world.now).accepted()).isFalse();
    }
}
