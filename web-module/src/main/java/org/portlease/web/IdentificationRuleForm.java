package org.portlease.web;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;
import org.portlease.provisioning.Rules;
import org.portlease.web.api.OneLine;
import org.portlease.web.api.ProblemException;

/** What is said of a rule that tells whose a request is. */
@Schema(name = "IdentificationRuleForm")
public record IdentificationRuleForm(
        @Schema(examples = "REALM") @NotNull RuleKind kind,
        @Schema(
                        examples = "EXACT",
                        defaultValue = "EXACT",
                        description = "EXACT goes before SUFFIX, SUFFIX before PATTERN (* and ?)")
                @Nullable RuleMatch match,
        @Schema(examples = "north.example", description = "Needed, but for DEFAULT")
                @Nullable
                @Size(min = 1, max = 253)
                @OneLine
                String pattern,
        @Schema(
                        examples = "Berlin 1",
                        description = "Only for requests of that source; needed for NAS")
                @Nullable
                @Size(min = 1, max = 64)
                @OneLine
                String nas,
        @Schema(
                        examples = "North",
                        description =
                                "Whose the request is: that provider's, by its contract; absent for"
                                        + " the master's own")
                @Nullable
                @Size(min = 1, max = 64)
                @OneLine
                String provider,
        @Schema(
                        examples = "false",
                        defaultValue = "false",
                        description =
                                "Only CALLED_NUMBER with a provider: the number that calls to its"
                                        + " busy lines hunt to")
                @Nullable Boolean overflow) {

    private static final String ANY = "*";

    Rules.Plan plan(References references) {
        if (pattern == null && kind != RuleKind.DEFAULT) {
            throw ProblemException.of("pattern", "must not be null");
        }
        if (nas == null && kind == RuleKind.NAS) {
            throw ProblemException.of(
                    "nas", "is needed for kind NAS: the source within which its pattern holds");
        }
        Optional<Long> source = Optional.ofNullable(nas).map(name -> references.nas("nas", name));
        Optional<Long> contract =
                Optional.ofNullable(provider).map(name -> references.contractOf("provider", name));
        return ProblemException.checked(
                "overflow",
                () ->
                        new Rules.Plan(
                                kind,
                                match == null ? RuleMatch.EXACT : match,
                                pattern == null ? ANY : pattern,
                                source,
                                contract,
                                Boolean.TRUE.equals(overflow)));
    }
}
