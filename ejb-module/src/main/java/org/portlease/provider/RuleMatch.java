package org.portlease.provider;

/** How a rule's pattern is compared: exact goes before suffix, suffix before pattern. */
public enum RuleMatch {
    EXACT,
    /** The end of the value; of a realm whole labels, so that the longest suffix wins. */
    SUFFIX,
    /** A glob: {@code *} stands for any characters, {@code ?} for one. */
    PATTERN
}
