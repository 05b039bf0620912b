package org.portlease.event;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Provider;
import org.portlease.secret.KeyRing;
import org.portlease.setup.TestDatabase;
import org.portlease.setup.WorldFixture;

/** Two providers, receivers on loopback, and a clock that is moved by hand. */
final class EventFixture implements AutoCloseable {

    static final String SECRET = "a secret that signs";
    static final JsonObject DATA = Json.createObjectBuilder().add("contract", "Über & Süd").build();
    static final KeyRing KEYS = WorldFixture.KEYS;

    final TestDatabase database = new TestDatabase();
    final Provider north = Provider.named("North");
    final Provider south = Provider.named("South");
    volatile Instant now = Instant.parse("2026-04-15T10:00:00Z");

    EventFixture() {
        database.run(
                entities -> {
                    entities.persist(north);
                    entities.persist(south);
                });
    }

    final Clock clock =
            new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };

    void pass(Duration time) {
        now = now.plus(time);
    }

    Webhook register(WebhookReceiver receiver, @Nullable Provider provider, EventType... types) {
        return database.inTransaction(
                entities ->
                        new Webhooks(entities)
                                .register(
                                        Webhook.of(
                                                receiver.url(), secret(), provider, List.of(types)),
                                        now));
    }

    static byte[] secret() {
        return KEYS.encrypt(SECRET.getBytes(StandardCharsets.UTF_8));
    }

    void publish(Provider provider, int times) {
        for (int i = 0; i < times; i++) {
            publish(provider, EventType.INVOICE_ISSUED);
        }
    }

    void publish(Provider provider, EventType type) {
        database.run(entities -> new EventOutbox(entities).publish(type, provider.id(), now, DATA));
    }

    WebhookDelivery delivery() {
        return delivery(database::inTransaction);
    }

    WebhookDelivery delivery(Transactions transactions) {
        return new WebhookDelivery(
                transactions, new WebhookSender(KEYS, new WebhookReach(true)), clock);
    }

    /** Sends what is due on this thread, and returns when nothing is any more. */
    void deliver() {
        delivery().deliver(Runnable::run);
    }

    WebhookPosition position(Webhook webhook, Provider provider) {
        return query(
                entities ->
                        entities.find(
                                WebhookPosition.class,
                                new WebhookPosition.Key(webhook.id(), provider.id())));
    }

    List<Event> events() {
        return query(
                entities ->
                        entities.createQuery(
                                        "select e from Event e order by e.providerId, e.sequence",
                                        Event.class)
                                .getResultList());
    }

    <T> T query(Function<EntityManager, T> work) {
        return database.inTransaction(work);
    }

    @Override
    public void close() {
        database.close();
    }
}
