package org.portlease.contract;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.RuleKind;

/**
 * One question of an identification: the rules of one kind, by one value of the request.
 *
 * @param kind which rules were asked
 * @param value what they were asked for, in its look-up form; null where the request has none
 * @param rules how many of the kind there are
 * @param rule the one that knows it, and so ends the identification
 * @param elsewhere one that would, were the request another NAS's
 */
public record IdentificationStep(
        RuleKind kind,
        @Nullable String value,
        int rules,
        Optional<IdentificationRule> rule,
        Optional<IdentificationRule> elsewhere) {}
