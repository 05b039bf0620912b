package org.portlease.contract;

/**
 * A pattern in which {@code *} stands for any characters and {@code ?} for one. Matching takes at
 * most the product of the lengths, whatever an operator or an attacker writes: hence no regular
 * expressions.
 */
record Glob(String pattern) {

    boolean matches(String text) {
        int at = 0;
        int in = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (in < pattern.length() && pattern.charAt(in) == '*') {
                star = in++;
                resume = at;
            } else if (in < pattern.length()
                    && (pattern.charAt(in) == '?' || pattern.charAt(in) == text.charAt(at))) {
                in++;
                at++;
            } else if (star >= 0) {
                in = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (in < pattern.length() && pattern.charAt(in) == '*') {
            in++;
        }
        return in == pattern.length();
    }

    /** The characters before the first wildcard. */
    String head() {
        int end = 0;
        while (end < pattern.length() && !isWildcard(end)) {
            end++;
        }
        return pattern.substring(0, end);
    }

    /** The characters behind the last wildcard. */
    String tail() {
        int start = pattern.length();
        while (start > 0 && !isWildcard(start - 1)) {
            start--;
        }
        return pattern.substring(start);
    }

    private boolean isWildcard(int index) {
        return pattern.charAt(index) == '*' || pattern.charAt(index) == '?';
    }
}
