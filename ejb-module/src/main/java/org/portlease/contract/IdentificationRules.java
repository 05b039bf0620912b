package org.portlease.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.RuleKind;

/** All rules of an installation, asked kind by kind in the operator's order. Immutable. */
final class IdentificationRules {

    private static final char LABELS = '.';
    private static final char ANYWHERE = 0;

    private final List<RuleKind> order;
    private final Map<RuleKind, RuleIndex> indexes = new EnumMap<>(RuleKind.class);
    private final Map<Long, RuleIndex> overflowsByContract = new HashMap<>();

    IdentificationRules(List<RuleKind> order, Collection<IdentificationRule> rules) {
        this.order = List.copyOf(order);
        for (RuleKind kind : RuleKind.values()) {
            List<IdentificationRule> ofKind =
                    rules.stream().filter(rule -> rule.kind() == kind).toList();
            indexes.put(kind, index(kind, ofKind));
        }
        rules.stream()
                .filter(IdentificationRule::isOverflow)
                .collect(Collectors.groupingBy(rule -> rule.contractId().orElseThrow()))
                .forEach(
                        (contractId, ofContract) ->
                                overflowsByContract.put(
                                        contractId, index(RuleKind.CALLED_NUMBER, ofContract)));
    }

    private static RuleIndex index(RuleKind kind, List<IdentificationRule> rules) {
        return switch (kind) {
            case REALM -> new RuleIndex(rules, LookUpForms::realm, LABELS);
            case CALLED_NUMBER -> new RuleIndex(rules, LookUpForms::called, ANYWHERE);
            case NAS -> new RuleIndex(rules, LookUpForms::nas, ANYWHERE);
            case DEFAULT -> new RuleIndex(rules, pattern -> "", ANYWHERE);
        };
    }

    /** The first rule that knows the request. */
    Optional<Found> find(IdentificationRequest request) {
        return asked(request).flatMap(asked -> asked.found().stream()).findFirst();
    }

    /** The same, question by question, up to the rule that knows it. */
    List<IdentificationStep> trace(IdentificationRequest request) {
        List<IdentificationStep> steps = new ArrayList<>();
        Iterator<Asked> each = asked(request).iterator();
        boolean found = false;
        while (!found && each.hasNext()) {
            Asked asked = each.next();
            found = asked.found().isPresent();
            steps.add(step(asked, request));
        }
        return steps;
    }

    private IdentificationStep step(Asked asked, IdentificationRequest request) {
        RuleIndex index = Objects.requireNonNull(indexes.get(asked.kind()));
        String value = asked.value();
        Optional<IdentificationRule> rule = asked.found().map(Found::rule);
        return new IdentificationStep(
                asked.kind(),
                value,
                index.size(),
                rule,
                rule.isPresent() || value == null
                        ? Optional.empty()
                        : index.findElsewhere(value, request.nasId()));
    }

    /** In the operator's order, as far as anybody reads. */
    private Stream<Asked> asked(IdentificationRequest request) {
        return order.stream().flatMap(kind -> asked(kind, request));
    }

    private Stream<Asked> asked(RuleKind kind, IdentificationRequest request) {
        RuleIndex index = Objects.requireNonNull(indexes.get(kind));
        List<String> values = values(kind, request).toList();
        return values.isEmpty()
                ? Stream.of(new Asked(kind, null, Optional.empty()))
                : values.stream()
                        .map(
                                value ->
                                        new Asked(
                                                kind,
                                                value,
                                                index.find(value, request.nasId())
                                                        .map(rule -> new Found(rule, value))));
    }

    /**
     * @param value null where the request has none of the kind
     */
    private record Asked(RuleKind kind, @Nullable String value, Optional<Found> found) {}

    /** Whether the called number is one of those that the contract's calls hunt to. */
    boolean isOverflow(IdentificationRequest request, long contractId) {
        RuleIndex overflows = overflowsByContract.get(contractId);
        return overflows != null
                && values(RuleKind.CALLED_NUMBER, request)
                        .anyMatch(number -> overflows.find(number, request.nasId()).isPresent());
    }

    private static Stream<String> values(RuleKind kind, IdentificationRequest request) {
        return switch (kind) {
            case REALM -> request.userName().flatMap(LookUpForms::realmOf).stream();
            case CALLED_NUMBER -> request.calledStationId().map(LookUpForms::called).stream();
            case NAS ->
                    Stream.of(request.nasIdentifier(), request.nasAddress(), Optional.of(""))
                            .flatMap(Optional::stream)
                            .map(LookUpForms::nas);
            case DEFAULT -> Stream.of("");
        };
    }

    /**
     * @param value what the rule knew the request by, in its look-up form
     */
    record Found(IdentificationRule rule, String value) {

        String explanation() {
            String by =
                    switch (rule.kind()) {
                        case REALM -> "realm " + value;
                        case CALLED_NUMBER -> "called number " + value;
                        case NAS -> value.isEmpty() ? "NAS" : "NAS " + value;
                        case DEFAULT -> "default";
                    };
            return by + ", rule " + rule.id();
        }
    }
}
