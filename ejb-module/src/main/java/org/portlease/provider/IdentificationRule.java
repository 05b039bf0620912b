package org.portlease.provider;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** One way to tell whose a request is: a contract's, or the master's own. */
@Entity
public class IdentificationRule {

    private static final int MOST_PATTERN = 253;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @Enumerated(EnumType.STRING)
    private RuleKind kind;

    @Enumerated(EnumType.STRING)
    private RuleMatch match;

    private String pattern;
    private @Nullable Long nasId;
    private @Nullable Long contractId;
    private boolean overflow;

    @SuppressWarnings("NullAway.Init")
    protected IdentificationRule() {}

    private IdentificationRule(
            RuleKind kind,
            RuleMatch match,
            String pattern,
            @Nullable Long nasId,
            @Nullable Long contractId) {
        this.kind = kind;
        this.match = match;
        this.pattern = pattern;
        this.nasId = nasId;
        this.contractId = contractId;
    }

    /**
     * @param pattern what the value is compared with; for a default rule anything
     * @param nas the authenticated source that the rule is for, or null for every one; a rule by
     *     NAS must name it, since NAS-Identifier and NAS-IP-Address are mere claims outside it
     * @param contractId whose the request is; null for the master's own subscribers
     */
    public static IdentificationRule of(
            RuleKind kind,
            RuleMatch match,
            String pattern,
            @Nullable Nas nas,
            @Nullable Long contractId) {
        if (kind == RuleKind.NAS && nas == null) {
            throw new IllegalArgumentException(
                    "a rule of kind NAS must name the NAS within which its pattern holds");
        }
        Checks.text("a rule's pattern", pattern, MOST_PATTERN);
        return new IdentificationRule(
                kind, match, pattern, nas == null ? null : nas.id(), contractId);
    }

    /**
     * A number of the master's that calls to a client's busy point of presence hunt to: it tells
     * whose they are, and that they overflowed.
     *
     * @param nas the authenticated source that the rule is for, or null for every one
     */
    public static IdentificationRule ofOverflow(
            RuleMatch match, String pattern, @Nullable Nas nas, long contractId) {
        IdentificationRule rule = of(RuleKind.CALLED_NUMBER, match, pattern, nas, contractId);
        rule.overflow = true;
        return rule;
    }

    /** Looks from now on for what that one looks for, and leads where it does. */
    public void become(IdentificationRule other) {
        kind = other.kind;
        match = other.match;
        pattern = other.pattern;
        nasId = other.nasId;
        contractId = other.contractId;
        overflow = other.overflow;
    }

    /** Whether both look for the same thing, whatever they conclude from it. */
    public boolean asksTheSameAs(IdentificationRule other) {
        return kind == other.kind
                && match == other.match
                && pattern.equals(other.pattern)
                && nasId().equals(other.nasId());
    }

    public long id() {
        return id;
    }

    public RuleKind kind() {
        return kind;
    }

    public RuleMatch match() {
        return match;
    }

    public String pattern() {
        return pattern;
    }

    /** The only source that the rule is for; empty for every one. */
    public OptionalLong nasId() {
        return nasId == null ? OptionalLong.empty() : OptionalLong.of(nasId);
    }

    /** Whose the request is; empty for the master's own subscribers. */
    public OptionalLong contractId() {
        return contractId == null ? OptionalLong.empty() : OptionalLong.of(contractId);
    }

    /** Whether what it knows are calls that overflowed from their client's own lines. */
    public boolean isOverflow() {
        return overflow;
    }
}
