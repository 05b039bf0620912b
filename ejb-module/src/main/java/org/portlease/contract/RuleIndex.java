package org.portlease.contract;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.portlease.provider.IdentificationRule;

/**
 * The rules of one kind, found by hash whatever their number: exact before suffix (the longest)
 * before pattern (the oldest rule); of equals the one that names the source first. Immutable.
 */
final class RuleIndex {

    private static final Comparator<IdentificationRule> OWN_SOURCE_FIRST =
            Comparator.<IdentificationRule, Boolean>comparing(rule -> rule.nasId().isEmpty())
                    .thenComparing(IdentificationRule::id);

    private final UnaryOperator<String> lookUpForm;
    private final char boundary;
    private final int size;
    private final Buckets exact = new Buckets();
    private final Buckets suffixes = new Buckets();
    private final Buckets globsByHead = new Buckets();
    private final Buckets globsByTail = new Buckets();
    private final Map<Long, Glob> globs = new HashMap<>();

    /**
     * @param lookUpForm brings a rule's pattern to the form that values are looked up in
     * @param boundary where a suffix may begin: behind this character; 0 for anywhere
     */
    RuleIndex(
            Collection<IdentificationRule> rules, UnaryOperator<String> lookUpForm, char boundary) {
        this.lookUpForm = lookUpForm;
        this.boundary = boundary;
        this.size = rules.size();
        rules.stream().sorted(OWN_SOURCE_FIRST).forEach(this::add);
    }

    private void add(IdentificationRule rule) {
        String form = lookUpForm.apply(rule.pattern());
        switch (rule.match()) {
            case EXACT -> exact.add(form, rule);
            case SUFFIX -> suffixes.add(form, rule);
            case PATTERN -> {
                Glob glob = new Glob(form);
                globs.put(rule.id(), glob);
                if (glob.head().length() >= glob.tail().length()) {
                    globsByHead.add(glob.head(), rule);
                } else {
                    globsByTail.add(glob.tail(), rule);
                }
            }
        }
    }

    int size() {
        return size;
    }

    /**
     * @param value in its look-up form
     * @param nasId the authenticated source
     */
    Optional<IdentificationRule> find(String value, long nasId) {
        return find(value, rule -> isFor(rule, nasId));
    }

    /** What would be found, were it not for other sources than that one. */
    Optional<IdentificationRule> findElsewhere(String value, long nasId) {
        return find(value, rule -> !isFor(rule, nasId));
    }

    private Optional<IdentificationRule> find(String value, Predicate<IdentificationRule> meant) {
        Optional<IdentificationRule> found = exact.first(value, meant);
        if (found.isEmpty()) {
            found = findSuffix(value, meant);
        }
        return found.isPresent() ? found : findGlob(value, meant);
    }

    private Optional<IdentificationRule> findSuffix(
            String value, Predicate<IdentificationRule> meant) {
        for (int length : suffixes.lengths.descendingSet()) {
            int start = value.length() - length;
            if (start >= 0 && isBoundary(value, start)) {
                Optional<IdentificationRule> found = suffixes.first(value.substring(start), meant);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private boolean isBoundary(String value, int start) {
        return boundary == 0
                || start == 0
                || value.charAt(start) == boundary
                || value.charAt(start - 1) == boundary;
    }

    private Optional<IdentificationRule> findGlob(
            String value, Predicate<IdentificationRule> meant) {
        List<IdentificationRule> candidates = new ArrayList<>();
        for (int length : globsByHead.lengths.headSet(value.length(), true)) {
            candidates.addAll(globsByHead.get(value.substring(0, length)));
        }
        for (int length : globsByTail.lengths.headSet(value.length(), true)) {
            candidates.addAll(globsByTail.get(value.substring(value.length() - length)));
        }
        return candidates.stream()
                .filter(rule -> meant.test(rule) && glob(rule).matches(value))
                .min(OWN_SOURCE_FIRST);
    }

    private Glob glob(IdentificationRule rule) {
        return Objects.requireNonNull(globs.get(rule.id()));
    }

    private static boolean isFor(IdentificationRule rule, long nasId) {
        return rule.nasId().isEmpty() || rule.nasId().getAsLong() == nasId;
    }

    /** Rules by a text, and the lengths that the texts have. */
    private static final class Buckets {
        private final Map<String, List<IdentificationRule>> rules = new HashMap<>();
        private final TreeSet<Integer> lengths = new TreeSet<>();

        void add(String text, IdentificationRule rule) {
            rules.computeIfAbsent(text, key -> new ArrayList<>(1)).add(rule);
            lengths.add(text.length());
        }

        List<IdentificationRule> get(String text) {
            return rules.getOrDefault(text, List.of());
        }

        Optional<IdentificationRule> first(String text, Predicate<IdentificationRule> meant) {
            Stream<IdentificationRule> bucket = get(text).stream();
            return bucket.filter(meant).findFirst();
        }
    }
}
