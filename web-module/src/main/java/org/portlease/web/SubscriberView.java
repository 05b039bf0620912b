package org.portlease.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.Subscriber;

/** An own subscriber as it is shown. */
@Schema(name = "Subscriber")
public record SubscriberView(
        @Schema(examples = "12") long id,
        @Schema(examples = "alice@msp.example") String identifier,
        @Schema(examples = "ENCRYPTED") PasswordScheme passwordScheme,
        @Schema(examples = "true") boolean active) {

    static SubscriberView of(Subscriber subscriber) {
        return new SubscriberView(
                subscriber.id(),
                subscriber.identifier(),
                subscriber.passwordScheme(),
                subscriber.isActive());
    }
}
