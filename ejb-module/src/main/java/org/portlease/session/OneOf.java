package org.portlease.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The condition that a column has one of some values, as a list of parameters. Its length is
 * rounded up to a power of two: so there are few statements, and PostgreSQL keeps the plan of each.
 * Of an array it does not know the length, and plans anew each time.
 *
 * @param values none for a condition that nothing meets
 */
record OneOf(String column, List<?> values) {

    OneOf {
        values = List.copyOf(values);
    }

    /** For people who read SQL: {@code id in (?, ?)}. */
    String condition() {
        return values.isEmpty()
                ? "false"
                : column + " in (" + String.join(", ", Collections.nCopies(length(), "?")) + ")";
    }

    /** What is to be bound, the last value repeated where the list is longer. */
    List<Object> parameters() {
        List<Object> padded = new ArrayList<>(values);
        while (padded.size() < length()) {
            padded.add(values.get(values.size() - 1));
        }
        return padded;
    }

    private int length() {
        int size = values.size();
        return size < 2 ? size : Integer.highestOneBit(size - 1) << 1;
    }
}
