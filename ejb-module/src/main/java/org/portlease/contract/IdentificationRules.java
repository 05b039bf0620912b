package org.portlease.contract;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        return order.stream().flatMap(kind -> find(kind, request).stream()).findFirst();
    }

    /** Whether the called number is one of those that the contract's calls hunt to. */
    boolean isOverflow(IdentificationRequest request, long contractId) {
        RuleIndex overflows = overflowsByContract.get(contractId);
        return overflows != null
                && values(RuleKind.CALLED_NUMBER, request)
                        .anyMatch(number -> overflows.find(number, request.nasId()).isPresent());
    }

    private Optional<Found> find(RuleKind kind, IdentificationRequest request) {
        RuleIndex index = Objects.requireNonNull(indexes.get(kind));
        return values(kind, request)
                .flatMap(
                        value ->
                                index.find(value, request.nasId()).stream()
                                        .map(rule -> new Found(rule, value)))
                .findFirst();
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
