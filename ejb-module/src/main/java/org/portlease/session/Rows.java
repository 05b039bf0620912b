package org.portlease.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a transaction has read, locked, of a table. In the end only what differs from it is written:
 * what is gone, what has changed, what is new, in that order, so that a key that passes from one
 * row to another is free when it comes; one statement each, with the columns that have changed in
 * any row. One thread's.
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

    /** Reads what a query of the table's columns finds. */
    static <T> void read(PreparedStatement query, Mapping<?, T> mapping, Consumer<T> each)
            throws SQLException {
        try (ResultSet result = query.executeQuery()) {
            while (result.next()) {
                each.accept(mapping.read(new Row(result)));
            }
        }
    }

    /** It stands in the database as it is now. */
    void stored(T entity) {
        @Nullable Object[] row = mapping.values(entity);
        stored.put(mapping.key(row), row);
    }

    /**
     * Writes the difference.
     *
     * @param wanted all that are to be there of what was read, and what is new
     */
    void write(Connection connection, Collection<T> wanted) throws SQLException {
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
        delete(connection, gone);
        vacate(connection, changed);
        update(connection, columns.stream().toArray(), changed);
        insert(connection, fresh);
        gone.forEach(stored::remove);
        changed.forEach(this::keep);
        fresh.forEach(this::keep);
    }

    private void keep(@Nullable Object[] row) {
        stored.put(mapping.key(row), row);
    }

    /** Adds the columns in which they differ, and tells whether there are any. */
    private boolean addDifference(
            @Nullable Object[] before, @Nullable Object[] now, BitSet columns) {
        boolean differs = false;
        for (int i = 0; i < now.length; i++) {
            if (mapping.fields().get(i).changes() && !Objects.deepEquals(before[i], now[i])) {
                columns.set(i);
                differs = true;
            }
        }
        return differs;
    }

    private void delete(Connection connection, Collection<K> keys) throws SQLException {
        if (!keys.isEmpty()) {
            execute(connection, "delete from " + mapping.table(), keys);
        }
    }

    /** What one changed row gives up in a unique column and another one gets is given up first. */
    private void vacate(Connection connection, List<@Nullable Object[]> changed)
            throws SQLException {
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
            List<K> giving =
                    rows.stream()
                            .filter(row -> wanted.contains(before(row)[column]))
                            .map(mapping::key)
                            .toList();
            if (!giving.isEmpty()) {
                String name = mapping.fields().get(column).name();
                execute(
                        connection,
                        "update " + mapping.table() + " set " + name + " = null",
                        giving);
            }
        }
    }

    private @Nullable Object[] before(@Nullable Object[] row) {
        return Objects.requireNonNull(stored.get(mapping.key(row)));
    }

    private void execute(Connection connection, String what, Collection<K> keys)
            throws SQLException {
        var rows = new OneOf(mapping.key().name(), List.copyOf(keys));
        try (PreparedStatement statement =
                connection.prepareStatement(what + " where " + rows.condition())) {
            int index = 0;
            for (Object key : rows.parameters()) {
                mapping.key().bind(statement, ++index, key);
            }
            statement.executeUpdate();
        }
    }

    private void update(Connection connection, int[] columns, List<@Nullable Object[]> rows)
            throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        StringBuilder sql = new StringBuilder("update ").append(mapping.table()).append(" set ");
        for (int i = 0; i < columns.length; i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append(mapping.fields().get(columns[i]).name())
                    .append(" = ?");
        }
        sql.append(" where ").append(mapping.key().name()).append(" = ?");
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < columns.length; i++) {
                    mapping.fields().get(columns[i]).bind(statement, i + 1, row[columns[i]]);
                }
                mapping.key().bind(statement, columns.length + 1, row[0]);
                statement.addBatch();
            }
            for (int count : statement.executeBatch()) {
                if (count == 0) {
                    throw new IllegalStateException(
                            "a row of " + mapping.table() + " is gone though it was locked");
                }
            }
        }
    }

    private void insert(Connection connection, List<@Nullable Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(mapping.insert())) {
            for (@Nullable Object[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    mapping.fields().get(i).bind(statement, i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
