package org.portlease.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tries a webhook with an event of its own type, {@link EventType#WEBHOOK_TEST}, which is in no
 * provider's sequence and is sent once. Never inside a transaction.
 */
@ApplicationScoped
public class WebhookProbe {

    private WebhookSender sender;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected WebhookProbe() {}

    @Inject
    WebhookProbe(WebhookSender sender) {
        this.sender = sender;
    }

    /**
     * What the receiver did.
     *
     * @param accepted whether it would have had an event
     * @param status of HTTP; null where there was no answer
     * @param fault why there was none; null where there was one
     */
    public record Tried(
            UUID event, boolean accepted, @Nullable Integer status, @Nullable String fault) {}

    /**
     * @param provider the name that the event says; empty for the master's webhook
     */
    public Tried send(Webhook webhook, String provider, Instant now) throws InterruptedException {
        UUID id = UUID.randomUUID();
        String payload =
                Json.createObjectBuilder()
                        .add("id", id.toString())
                        .add("type", EventType.WEBHOOK_TEST.wireName())
                        .add("provider", provider)
                        .add("sequence", 0)
                        .add("at", now.truncatedTo(ChronoUnit.MILLIS).toString())
                        .add("data", Json.createObjectBuilder())
                        .build()
                        .toString();
        Parcel parcel =
                new Parcel(
                        id,
                        new WebhookPosition.Key(webhook.id(), webhook.providerId().orElse(0)),
                        webhook.url(),
                        webhook.encryptedSecret(),
                        id,
                        EventType.WEBHOOK_TEST,
                        0,
                        payload);
        Outcome outcome = sender.send(parcel, now);
        return new Tried(id, outcome.isAccepted(), outcome.status(), outcome.fault());
    }
}
