package org.portlease.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.PasswordScheme;
import org.portlease.provisioning.Subscribers;
import org.portlease.web.api.OneLine;

/** What is said of an own subscriber. */
@Schema(name = "SubscriberForm")
public record SubscriberForm(
        @Schema(examples = "alice@msp.example", description = "The whole User-Name")
                @NotBlank
                @Size(max = 253)
                @OneLine
                String identifier,
        @Schema(
                        examples = "correct horse battery staple",
                        writeOnly = true,
                        description = "At most 128 octets. Absent in a change: as it is")
                @Nullable
                @Size(min = 1, max = 128)
                String password,
        @Schema(
                        examples = "ENCRYPTED",
                        defaultValue = "ENCRYPTED",
                        description = "ENCRYPTED serves PAP, CHAP and MS-CHAPv2; PBKDF2 PAP alone")
                @Nullable PasswordScheme passwordScheme,
        @Schema(examples = "true", defaultValue = "true", description = "Whether it is let in")
                @Nullable Boolean active) {

    Subscribers.Plan plan() {
        return new Subscribers.Plan(identifier, scheme(), active == null || active);
    }

    PasswordScheme scheme() {
        return passwordScheme == null ? PasswordScheme.ENCRYPTED : passwordScheme;
    }

    @Override
    public String toString() {
        return "SubscriberForm[" + identifier + "]";
    }
}
