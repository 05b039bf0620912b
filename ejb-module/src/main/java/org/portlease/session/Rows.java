package org.portlease.session;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has read, locked, of a table. In the end only what {@linkplain #difference
 * differs} from it is written, by a {@link RowWriter}. One thread's.
 *
 * @param <K> the key's type
 * @param <T> the entity
 */
final class Rows<K, T> {

    private final Mapping<K, T> mapping;
    private final Map<K, @Nullable Object[]> stored = new HashMap<>();

    Rows(Mapping<K, T> mapping) {
        this.mapping = mapping;
    }

    /** Reads what a query of the table's columns has found. */
    static <T> void read(ResultSet found, Mapping<?, T> mapping, Consumer<T> each)
            throws SQLException {
        while (found.next()) {
            each.accept(mapping.read(new Row(found)));
        }
    }

    /** It stands in the database as it is now. */
    void stored(T entity) {
        @Nullable Object[] row = mapping.values(entity);
        stored.put(mapping.key(row), row);
    }

    /**
     * @param wanted all that are to be there of what was read, and what is new
     */
    Difference difference(Collection<T> wanted) {
        Set<K> gone = new HashSet<>(stored.keySet());
        List<@Nullable Object[]> fresh = new ArrayList<>();
        List<@Nullable Object[]> changed = new ArrayList<>();
        BitSet columns = new BitSet();
        for (T entity : wanted) {
            @Nullable Object[] row = mapping.values(entity);
            @Nullable Object[] before = stored.get(mapping.key(row));
            gone.remove(mapping.key(row));
            if (before == null) {
                fresh.add(row);
            } else if (addDifference(before, row, columns)) {
                changed.add(row);
            }
        }
        return new Difference(
                mapping.table(),
                List.copyOf(gone),
                givenUp(changed),
                columns.isEmpty() ? List.of() : mapping.written(columns),
                changed,
                fresh);
    }

    /** The difference has been written. */
    void written(Difference difference) {
        difference.gone().forEach(stored::remove);
        difference.changed().forEach(this::keep);
        difference.fresh().forEach(this::keep);
    }

    private void keep(@Nullable Object[] row) {
        stored.put(mapping.key(row), row);
    }

    /** Adds the columns in which they differ, and tells whether there are any. */
    private boolean addDifference(
            @Nullable Object[] before, @Nullable Object[] now, BitSet columns) {
        boolean differs = false;
        for (int i = 0; i < now.length; i++) {
            if (mapping.fields().get(i).isWritten() && !Objects.deepEquals(before[i], now[i])) {
                columns.set(i);
                differs = true;
            }
        }
        return differs;
    }

    /** What one changed row gives up in a unique column and another one gets. */
    private Map<Field, List<Object>> givenUp(List<@Nullable Object[]> changed) {
        Map<Field, List<Object>> givenUp = new LinkedHashMap<>();
        for (int i = 0; i < mapping.fields().size(); i++) {
            if (!mapping.fields().get(i).unique()) {
                continue;
            }
            int column = i;
            List<@Nullable Object[]> rows =
                    changed.stream()
                            .filter(row -> !Objects.equals(row[column], before(row)[column]))
                            .toList();
            Set<Object> wanted =
                    rows.stream()
                            .flatMap(row -> Stream.ofNullable(row[column]))
                            .collect(Collectors.toSet());
            List<Object> giving =
                    rows.stream()
                            .filter(row -> wanted.contains(before(row)[column]))
                            .<Object>map(mapping::key)
                            .toList();
            if (!giving.isEmpty()) {
                givenUp.put(mapping.fields().get(column), giving);
            }
        }
        return givenUp;
    }

    private @Nullable Object[] before(@Nullable Object[] row) {
        return Objects.requireNonNull(stored.get(mapping.key(row)));
    }
}
