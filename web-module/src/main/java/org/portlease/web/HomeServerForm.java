package org.portlease.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.HealthCheck;
import org.portlease.provider.HomeServer;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.web.api.OneLine;
import org.portlease.web.api.ProblemException;

/** What is said of a home server. */
@Schema(name = "HomeServerForm")
public record HomeServerForm(
        @Schema(
                        examples = "North",
                        description = "Whose it is; absent for the existing Master RADIUS server's")
                @Nullable
                @Size(min = 1, max = 64)
                @OneLine
                String provider,
        @Schema(examples = "192.0.2.20", description = "An IP address: names are not resolved")
                @NotBlank
                @Size(max = 64)
                @OneLine
                String address,
        @Schema(examples = "1812") @NotNull @Min(1) @Max(65_535) Integer authPort,
        @Schema(examples = "1813") @NotNull @Min(1) @Max(65_535) Integer acctPort,
        @Schema(
                        examples = "a long random text",
                        writeOnly = true,
                        description =
                                "Shared with it; 16 octets or more are better (RFC 2865 section 3)."
                                        + " Absent in a change: as it is")
                @Nullable
                @Size(min = 6, max = 253)
                String secret,
        @Schema(
                        examples = "REQUIRED",
                        defaultValue = "OPTIONAL",
                        description = "REQUIRED: unsigned answers are dropped")
                @Nullable MessageAuthenticator messageAuthenticator,
        @Schema(examples = "1", defaultValue = "1", description = "The lower is asked first")
                @Nullable
                @Min(0)
                @Max(1_000_000)
                Integer priority,
        @Schema(
                        examples = "2000",
                        defaultValue = "2000",
                        description = "How long to wait before a request is sent again")
                @Nullable
                @Min(1)
                @Max(60_000)
                Integer timeoutMillis,
        @Schema(
                        examples = "2",
                        defaultValue = "2",
                        description = "How often a request is sent before the next server is asked")
                @Nullable
                @Min(1)
                @Max(10)
                Integer tries,
        @Schema(
                        examples = "USE",
                        defaultValue = "USE",
                        description = "How a silent server is found to be back")
                @Nullable HealthCheck healthCheck,
        @Schema(
                        examples = "false",
                        defaultValue = "false",
                        description = "It may send CoA- and Disconnect-Requests")
                @Nullable Boolean authorizes) {

    private static final int USUAL_TIMEOUT = 2000;
    private static final int USUAL_TRIES = 2;
    private static final int USUAL_PRIORITY = 1;

    HomeServer.Location location() {
        return ProblemException.checked(
                "address", () -> HomeServer.Location.ofHost(address, authPort, acctPort));
    }

    HomeServer.Manner manner() {
        return new HomeServer.Manner(
                messageAuthenticator == null ? MessageAuthenticator.OPTIONAL : messageAuthenticator,
                priority == null ? USUAL_PRIORITY : priority,
                Duration.ofMillis(timeoutMillis == null ? USUAL_TIMEOUT : timeoutMillis),
                tries == null ? USUAL_TRIES : tries,
                healthCheck == null ? HealthCheck.USE : healthCheck,
                Boolean.TRUE.equals(authorizes));
    }

    void refuseAuthorizingMaster() {
        if (provider == null && Boolean.TRUE.equals(authorizes)) {
            throw ProblemException.of(
                    "authorizes",
                    "is for a provider's home server: the Master RADIUS server has no sessions of"
                            + " its own");
        }
    }

    @Override
    public String toString() {
        return "HomeServerForm[" + address + "]";
    }
}
