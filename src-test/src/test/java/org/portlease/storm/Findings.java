package org.portlease.storm;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the audit has found, by rule. */
final class Findings {

    private static final int SHOWN = 5;

    private final Map<String, List<String>> byRule = new LinkedHashMap<>();

    void add(String rule, Object found) {
        byRule.computeIfAbsent(rule, unused -> new ArrayList<>()).add(String.valueOf(found));
    }

    void require(boolean holds, String rule, Object found) {
        if (!holds) {
            add(rule, found);
        }
    }

    boolean isEmpty() {
        return byRule.isEmpty();
    }

    /** Each rule that was broken, how often, and the first few cases. */
    @Override
    public String toString() {
        return byRule.entrySet().stream()
                .map(each -> text(each.getKey(), each.getValue()))
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String text(String rule, List<String> cases) {
        return cases.stream()
                .limit(SHOWN)
                .map(each -> System.lineSeparator() + "    " + each)
                .collect(Collectors.joining("", rule + ": " + cases.size() + " times", ""));
    }
}
