package org.portlease.web;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Nas;
import org.portlease.provider.Provider;

/**
 * That something is to get no new sessions.
 *
 * @param disconnect whether its open ones are to end
 */
@Schema(name = "DrainForm")
public record DrainForm(
        @Schema(examples = "new firmware tonight") @NotBlank @Size(max = 500) String reason,
        @Schema(
                        examples = "true",
                        defaultValue = "false",
                        description = "Whether its open sessions are disconnected")
                @Nullable Boolean disconnect) {

    boolean endsSessions() {
        return disconnect != null && disconnect;
    }

    /** Whether something gets new sessions. */
    @Schema(name = "Drain")
    public record View(
            @Schema(examples = "7") long id,
            @Schema(examples = "berlin-1") String name,
            @Schema(
                            examples = "2026-01-31T12:00:00Z",
                            description = "Since when it gets no new sessions")
                    @Nullable Instant drainingSince,
            @Schema(examples = "true", description = "Whether its open sessions are disconnected")
                    boolean disconnects) {

        static View of(Nas nas) {
            return new View(
                    nas.id(), nas.name(), nas.drainingSince().orElse(null), nas.drainDisconnects());
        }

        static View of(Provider provider) {
            return new View(
                    provider.id(),
                    provider.name(),
                    provider.drainingSince().orElse(null),
                    provider.drainDisconnects());
        }
    }
}
