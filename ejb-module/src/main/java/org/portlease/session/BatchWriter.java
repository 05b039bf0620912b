package org.portlease.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** In JDBC batches, which every database knows: one statement, and one round trip, a part. */
final class BatchWriter implements RowWriter {

    @Override
    public void write(Connection connection, List<Difference> differences) throws SQLException {
        for (Difference difference : differences) {
            Table table = difference.table();
            execute(connection, table, "delete from " + table.name(), difference.gone());
            for (Map.Entry<Field, List<Object>> each : difference.givenUp().entrySet()) {
                String column = each.getKey().name();
                execute(
                        connection,
                        table,
                        "update " + table.name() + " set " + column + " = null",
                        each.getValue());
            }
            update(connection, difference);
            insert(connection, difference);
        }
    }

    private static void execute(Connection connection, Table table, String what, List<Object> keys)
            throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        var rows = new OneOf(table.key().name(), keys);
        try (PreparedStatement statement =
                connection.prepareStatement(what + " where " + rows.condition())) {
            int index = 0;
            for (Object key : rows.parameters()) {
                table.key().bind(statement, ++index, key);
            }
            statement.executeUpdate();
        }
    }

    private static void update(Connection connection, Difference difference) throws SQLException {
        if (difference.changed().isEmpty()) {
            return;
        }
        Table table = difference.table();
        List<Integer> columns = difference.columns();
        StringBuilder sql = new StringBuilder("update ").append(table.name()).append(" set ");
        for (int i = 0; i < columns.size(); i++) {
            sql.append(i == 0 ? "" : ", ")
                    .append(table.fields().get(columns.get(i)).name())
                    .append(" = ?");
        }
        sql.append(" where ").append(table.key().name()).append(" = ?");
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            for (@Nullable Object[] row : difference.changed()) {
                for (int i = 0; i < columns.size(); i++) {
                    int column = columns.get(i);
                    table.fields().get(column).bind(statement, i + 1, row[column]);
                }
                table.key().bind(statement, columns.size() + 1, row[0]);
                statement.addBatch();
            }
            int written = 0;
            for (int count : statement.executeBatch()) {
                written += count == 0 ? 0 : 1;
            }
            difference.requireWritten(written);
        }
    }

    private static void insert(Connection connection, Difference difference) throws SQLException {
        if (difference.fresh().isEmpty()) {
            return;
        }
        Table table = difference.table();
        try (PreparedStatement statement = connection.prepareStatement(table.insert())) {
            for (@Nullable Object[] row : difference.fresh()) {
                for (int i = 0; i < row.length; i++) {
                    table.fields().get(i).bind(statement, i + 1, row[i]);
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
