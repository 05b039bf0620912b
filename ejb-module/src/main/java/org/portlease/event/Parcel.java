package org.portlease.event;

import java.util.UUID;

/**
 * An event on its way to a webhook, with all that it takes to send it.
 *
 * @param claim by which the webhook's position is held for it
 */
record Parcel(
        UUID claim,
        WebhookPosition.Key position,
        String url,
        byte[] encryptedSecret,
        UUID eventId,
        EventType type,
        long sequence,
        String payload) {

    static Parcel of(UUID claim, Webhook webhook, Event event) {
        return new Parcel(
                claim,
                new WebhookPosition.Key(webhook.id(), event.providerId()),
                webhook.url(),
                webhook.encryptedSecret(),
                event.id(),
                event.type(),
                event.sequence(),
                event.payload());
    }

    @Override
    public String toString() {
        return "Parcel[" + eventId + " " + type.wireName() + " for " + position + "]";
    }
}
