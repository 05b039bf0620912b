package org.portlease.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.provider.Nas;
import org.portlease.provisioning.Nases;
import org.portlease.web.api.OneLine;
import org.portlease.web.api.ProblemException;

/** What is said of a NAS. */
@Schema(name = "NasForm")
public record NasForm(
        @Schema(examples = "Berlin 1") @NotBlank @Size(max = 64) @OneLine String name,
        @Schema(examples = "Berlin", description = "The point of presence where it stands")
                @NotBlank
                @Size(max = 64)
                @OneLine
                String pop,
        @Schema(examples = "192.0.2.10", description = "Its source address, or a network (CIDR)")
                @NotBlank
                @Size(max = 64)
                @OneLine
                String network,
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
                        description = "REQUIRED: unsigned Access-Requests are dropped")
                @Nullable MessageAuthenticator messageAuthenticator,
        @Schema(
                        examples = "false",
                        defaultValue = "false",
                        description = "A proxy of another installation")
                @Nullable Boolean proxy,
        @Schema(
                        examples = "8000",
                        defaultValue = "8000",
                        description = "How long a request may take over all home servers together")
                @Nullable
                @Min(1)
                @Max(60_000)
                Integer budgetMillis,
        @Schema(examples = "North", description = "Whose network a proxy's subscribers are in")
                @Nullable
                @Size(min = 1, max = 64)
                @OneLine
                String visitedProvider,
        @Schema(
                        examples = "true",
                        defaultValue = "false",
                        description = "A port of it holds one session at once")
                @Nullable Boolean uniquePorts,
        @Schema(
                        examples = "600",
                        description =
                                "How often it reports on a session: 0 for never, absent for not"
                                        + " known, else at least 60")
                @Nullable
                @Min(0)
                @Max(86_400)
                Integer interimSeconds,
        @Schema(
                        examples = "3",
                        defaultValue = "3",
                        description = "After how many reports that did not come a session is over")
                @Nullable
                @Min(1)
                @Max(100)
                Integer missedInterims,
        @Schema(
                        examples = "86400",
                        defaultValue = "86400",
                        description = "How long a session without any report lasts at most")
                @Nullable
                @Min(1)
                @Max(2_678_400)
                Integer longestSessionSeconds,
        @Schema(
                        examples = "false",
                        defaultValue = "false",
                        description = "A station's address may stand for name and password")
                @Nullable Boolean macAuthentication,
        @Schema(examples = "100000", description = "The fastest line, in 1000 bit/s")
                @Nullable
                @Min(1)
                @Max(Long.MAX_VALUE)
                Long lineKbps,
        @Schema(
                        examples = "3799",
                        defaultValue = "3799",
                        description = "Where it takes Disconnect- and CoA-Requests")
                @Nullable
                @Min(1)
                @Max(65_535)
                Integer authorizationPort) {

    private static final int USUAL_BUDGET = 8000;

    Nases.Plan plan(References references) {
        ProblemException.checked("network", () -> Nas.sourceForm(network));
        return new Nases.Plan(
                name,
                references.pop("pop", pop),
                network,
                new Nas.Manner(
                        messageAuthenticator == null
                                ? MessageAuthenticator.OPTIONAL
                                : messageAuthenticator,
                        Boolean.TRUE.equals(proxy),
                        Duration.ofMillis(budgetMillis == null ? USUAL_BUDGET : budgetMillis)),
                ProblemException.checked("interimSeconds", this::sessions),
                Optional.ofNullable(visitedProvider)
                        .map(provider -> references.provider("visitedProvider", provider)));
    }

    private Nas.Sessions sessions() {
        Nas.Sessions usual = Nas.Sessions.USUAL;
        return new Nas.Sessions(
                Boolean.TRUE.equals(uniquePorts),
                interimSeconds == null ? OptionalInt.empty() : OptionalInt.of(interimSeconds),
                missedInterims == null ? usual.missedInterims() : missedInterims,
                longestSessionSeconds == null
                        ? usual.longest()
                        : Duration.ofSeconds(longestSessionSeconds),
                Boolean.TRUE.equals(macAuthentication),
                lineKbps == null ? OptionalLong.empty() : OptionalLong.of(lineKbps),
                authorizationPort == null ? usual.authorizationPort() : authorizationPort);
    }

    /** The secret of one that is new. */
    String neededSecret() {
        if (secret == null) {
            throw ProblemException.of("secret", "must not be null");
        }
        return secret;
    }

    @Override
    public String toString() {
        return "NasForm[" + name + "]";
    }
}
