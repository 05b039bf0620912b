package org.portlease.web;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.RuleKind;
import org.portlease.provider.RuleMatch;
import org.portlease.provisioning.Names;

/** A rule that tells whose a request is, as it is shown. */
@Schema(name = "IdentificationRule")
public record IdentificationRuleView(
        @Schema(examples = "12") long id,
        @Schema(examples = "REALM") RuleKind kind,
        @Schema(examples = "EXACT") RuleMatch match,
        @Schema(examples = "north.example") String pattern,
        @Schema(examples = "Berlin 1") @Nullable String nas,
        @Schema(examples = "North", description = "Absent for the master's own subscribers")
                @Nullable String provider,
        @Schema(examples = "3", description = "The provider's contract") @Nullable Long contract,
        @Schema(examples = "false") boolean overflow) {

    static IdentificationRuleView of(IdentificationRule rule, Names names) {
        boolean own = rule.contractId().isEmpty();
        return new IdentificationRuleView(
                rule.id(),
                rule.kind(),
                rule.match(),
                rule.pattern(),
                rule.nasId().isPresent() ? names.ofNas(rule.nasId().getAsLong()) : null,
                own ? null : names.ofProviderOf(rule.contractId().getAsLong()),
                own ? null : (Long) rule.contractId().getAsLong(),
                rule.isOverflow());
    }
}
