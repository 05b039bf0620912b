package org.portlease.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * Statements that go to PostgreSQL together, in their order, and cost one round trip: its driver
 * sends what a text separates by semicolons at once, and keeps each of them prepared.
 */
final class RoundTrip {

    private final List<String> statements = new ArrayList<>();
    private final List<Column> parameters = new ArrayList<>();
    private final List<IntConsumer> results = new ArrayList<>();

    /**
     * @param result told how many rows the statement has met
     */
    void add(String statement, List<Column> columns, IntConsumer result) {
        statements.add(statement);
        parameters.addAll(columns);
        results.add(result);
    }

    void run(Connection connection) throws SQLException {
        if (statements.isEmpty()) {
            return;
        }
        try (PreparedStatement all = connection.prepareStatement(String.join("; ", statements))) {
            for (int i = 0; i < parameters.size(); i++) {
                parameters.get(i).bind(all, i + 1);
            }
            all.execute();
            for (IntConsumer result : results) {
                result.accept(all.getUpdateCount());
                all.getMoreResults();
            }
        }
    }
}
