package org.portlease.provisioning;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * How many new rows of a table are written with one round trip: Hibernate would ask the database
 * for the id of each.
 *
 * @param <T> what a row says
 */
final class Insertion<T> {

    private final String table;
    private final Map<String, Function<T, @Nullable Object>> columns = new LinkedHashMap<>();

    private Insertion(String table) {
        this.table = table;
    }

    static <T> Insertion<T> into(String table) {
        return new Insertion<>(table);
    }

    Insertion<T> with(String column, Function<T, @Nullable Object> value) {
        columns.put(column, value);
        return this;
    }

    /** The ids rise in the order of the rows. */
    void write(EntityManager entities, List<T> rows) {
        entities.unwrap(Session.class).doWork(connection -> write(connection, rows));
    }

    private void write(Connection connection, List<T> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql())) {
            for (T row : rows) {
                int place = 0;
                for (Function<T, @Nullable Object> value : columns.values()) {
                    insert.setObject(++place, value.apply(row));
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    private String sql() {
        return "insert into "
                + table
                + " ("
                + String.join(", ", columns.keySet())
                + ") values ("
                + columns.keySet().stream().map(column -> "?").collect(Collectors.joining(", "))
                + ")";
    }
}
