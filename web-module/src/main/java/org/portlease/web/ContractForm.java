package org.portlease.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.AccountingMode;
import org.portlease.contract.BillingCycle;
import org.portlease.web.api.OneLine;

/** What is said of a contract. */
@Schema(name = "ContractForm")
public record ContractForm(
        @Schema(examples = "North", description = "Whose it is, for good")
                @NotBlank
                @Size(max = 64)
                @OneLine
                String provider,
        @Schema(
                        examples = "virtual-north@msp.example",
                        description = "The virtual subscriber that stands for all its subscribers")
                @NotBlank
                @Size(max = 253)
                @OneLine
                String virtualIdentifier,
        @Schema(
                        examples = "a long random text",
                        writeOnly = true,
                        description =
                                "The virtual subscriber's, at most 128 octets. Absent in a change:"
                                        + " as it is")
                @Nullable
                @Size(min = 1, max = 128)
                String virtualPassword,
        @Schema(examples = "40", description = "How many connections at once")
                @NotNull
                @Min(0)
                @Max(Integer.MAX_VALUE)
                Integer ports,
        @Schema(
                        examples = "10",
                        defaultValue = "0",
                        description = "How many more while the point of presence has room")
                @Nullable
                @Min(0)
                @Max(Integer.MAX_VALUE)
                Integer burstPorts,
        @Schema(description = "How many of its ports it may use at single points of presence")
                @Nullable
                @Size(max = 1000)
                List<@NotNull @Valid Share> shares,
        @Schema(examples = "2026-01-01T00:00:00Z", description = "From when on it holds")
                @Nullable Instant startsAt,
        @Schema(examples = "2027-01-01T00:00:00Z", description = "When it ends by itself")
                @Nullable Instant endsAt,
        @Schema(
                        examples = "Europe/Berlin",
                        defaultValue = "UTC",
                        description = "Whose midnights bound its billing periods")
                @Nullable
                @Size(min = 1, max = 64)
                String timeZone,
        @Schema(examples = "3600000", description = "Connection time of a billing period")
                @Nullable
                @Min(0)
                @Max(1_000_000_000_000L)
                Long thresholdSeconds,
        @Schema(
                        examples = "false",
                        defaultValue = "false",
                        description =
                                "Connection time is reserved with each grant; needs"
                                        + " thresholdSeconds")
                @Nullable Boolean hardThreshold,
        @Schema(
                        examples = "300",
                        defaultValue = "300",
                        description = "With a hard threshold: less than that left is a refusal")
                @Nullable
                @Min(1)
                @Max(86_400)
                Integer leastSessionSeconds,
        @Schema(
                        examples = "3600",
                        defaultValue = "3600",
                        description = "With a hard threshold: what one grant reserves at most")
                @Nullable
                @Min(1)
                @Max(2_678_400)
                Integer mostSessionSeconds,
        @Schema(
                        examples = "false",
                        defaultValue = "false",
                        description =
                                "Open sessions are disconnected when it is suspended, over, out of"
                                        + " time or out of credit")
                @Nullable Boolean disconnects,
        @Schema(
                        examples = "STORE",
                        defaultValue = "STORE",
                        description = "How the provider gets its subscribers' accounting")
                @Nullable AccountingMode accounting,
        @Schema(description = "What is added to each Access-Accept") @Nullable @Size(max = 100)
                List<@NotNull @Valid Addition> attributes,
        @Schema(
                        examples = "EUR",
                        defaultValue = "EUR",
                        description = "Of its tariff and its invoices, for good (ISO 4217)")
                @Nullable
                @Pattern(regexp = "[A-Z]{3}")
                String currency,
        @Schema(examples = "5000", description = "Up to where the client may owe")
                @Nullable
                @Digits(integer = 15, fraction = 4)
                @DecimalMin("0")
                BigDecimal creditLimit,
        @Schema(description = "How it is billed") @Nullable @Valid Billing billing) {

    /** How many ports may be used at one point of presence. */
    @Schema(name = "ContractShare")
    public record Share(
            @Schema(examples = "Berlin") @NotBlank @Size(max = 64) @OneLine String pop,
            @Schema(examples = "10") @NotNull @Min(0) @Max(Integer.MAX_VALUE) Integer ports) {}

    /** An attribute that is added; its value is never shown again. */
    @Schema(name = "AddedAttributeForm")
    public record Addition(
            @Schema(examples = "Berlin", description = "Where; absent for everywhere")
                    @Nullable
                    @Size(min = 1, max = 64)
                    @OneLine
                    String pop,
            @Schema(examples = "Framed-Pool", description = "The dictionary's name, or vendor:type")
                    @NotBlank
                    @Size(max = 64)
                    @OneLine
                    String attribute,
            @Schema(
                            examples = "north",
                            writeOnly = true,
                            description =
                                    "As its type is written. Absent in a change: that of the same"
                                            + " attribute, place and tag")
                    @Nullable
                    @Size(min = 1, max = 253)
                    String value,
            @Schema(examples = "1", description = "Of a tagged attribute (RFC 2868)")
                    @Nullable
                    @Min(1)
                    @Max(31)
                    Integer tag) {

        @Override
        public String toString() {
            return "Addition[" + attribute + "]";
        }
    }

    /** How a contract is billed: said, and shown. */
    @Schema(name = "BillingTerms")
    public record Billing(
            @Schema(examples = "MONTHLY", defaultValue = "MONTHLY")
                    BillingCycle.@Nullable Length cycle,
            @Schema(
                            examples = "1",
                            defaultValue = "1",
                            description =
                                    "On which a period begins: of the month, or of the week from"
                                            + " Monday")
                    @Nullable
                    @Min(1)
                    @Max(31)
                    Integer day,
            @Schema(
                            examples = "true",
                            defaultValue = "true",
                            description = "A session that crosses a boundary is billed in parts")
                    @Nullable Boolean splitSessions,
            @Schema(
                            examples = "true",
                            defaultValue = "true",
                            description = "An invoice is issued when its period is closed")
                    @Nullable Boolean issueAutomatically,
            @Schema(
                            examples = "3600",
                            defaultValue = "3600",
                            description = "How long after its end a period is closed")
                    @Nullable
                    @Min(0)
                    @Max(604_800)
                    Integer closeDelaySeconds,
            @Schema(examples = "30", defaultValue = "30") @Nullable @Min(0) @Max(365)
                    Integer paymentDays,
            @Schema(examples = "DE", description = "A code of the tax rates; absent: no VAT")
                    @Nullable
                    @Size(min = 1, max = 16)
                    @OneLine
                    String taxCode) {}

    @Override
    public String toString() {
        return "ContractForm[" + provider + "]";
    }
}
