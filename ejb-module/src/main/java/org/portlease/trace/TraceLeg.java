package org.portlease.trace;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that happened to a request.
 *
 * @param leg what it was: received, identified, admitted, refused, decided, sent, sent-again,
 *     gave-up, answered, unanswered, replied, abandoned
 * @param at in microseconds
 * @param facts what is to be known of it, in this order; masked
 */
public record TraceLeg(String leg, Instant at, Map<String, String> facts) {

    private static final int LONGEST_FACT = 4_000;

    public TraceLeg {
        Map<String, String> cut = new LinkedHashMap<>();
        facts.forEach((name, fact) -> cut.put(name, cut(fact)));
        facts = Collections.unmodifiableMap(cut);
    }

    /**
     * @param facts names and facts by turns
     */
    public static TraceLeg of(String leg, Instant at, String... facts) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            all.put(facts[i], facts[i + 1]);
        }
        return new TraceLeg(leg, at, all);
    }

    private static String cut(String fact) {
        return fact.length() <= LONGEST_FACT ? fact : fact.substring(0, LONGEST_FACT) + "…";
    }
}
