package org.portlease.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts many rows into a table, some hundred a round trip, as fast as the database takes them. One
 * thread's.
 */
public final class RowInserts implements AutoCloseable {

    /** PostgreSQL walks through an array of texts for each of its elements. */
    private static final int AT_ONCE = 250;

    private final Connection connection;
    private final Table table;
    private final RowWriter writer;
    private final List<@Nullable Object[]> waiting = new ArrayList<>(AT_ONCE);

    public RowInserts(Connection connection, String table, List<Field> fields) throws SQLException {
        this.connection = connection;
        this.table = new Table(table, fields);
        this.writer = RowWriter.of(connection);
    }

    /**
     * @param row a value a field, of the type that its kind says
     */
    public void add(@Nullable Object... row) throws SQLException {
        waiting.add(row);
        if (waiting.size() == AT_ONCE) {
            write();
        }
    }

    private void write() throws SQLException {
        List<@Nullable Object[]> fresh = List.copyOf(waiting);
        waiting.clear();
        writer.write(
                connection,
                List.of(new Difference(table, List.of(), Map.of(), List.of(), List.of(), fresh)));
    }

    /** Puts in what waits. */
    @Override
    public void close() throws SQLException {
        if (!waiting.isEmpty()) {
            write();
        }
    }
}
