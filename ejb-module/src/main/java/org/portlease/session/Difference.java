package org.portlease.session;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a table differs from what is to stand there. It is written in the order of its parts: so
 * a key that passes from one row to another is free when it comes.
 *
 * @param gone the keys of the rows that go
 * @param givenUp of a unique column the keys of the rows that give up a value which another one
 *     gets
 * @param columns those to write of the changed rows, by their places: all that differ, and some
 *     more
 * @param changed the rows that stay and differ, whole
 * @param fresh the rows that come, whole
 */
record Difference(
        Table table,
        List<Object> gone,
        Map<Field, List<Object>> givenUp,
        List<Integer> columns,
        List<@Nullable Object[]> changed,
        List<@Nullable Object[]> fresh) {

    boolean isEmpty() {
        return gone.isEmpty() && changed.isEmpty() && fresh.isEmpty();
    }

    /**
     * @param rows how many of the changed rows were there to be written
     * @throws IllegalStateException where one was not
     */
    void requireWritten(int rows) {
        if (rows != changed.size()) {
            throw new IllegalStateException(
                    "a row of " + table.name() + " is gone though it was locked");
        }
    }
}
