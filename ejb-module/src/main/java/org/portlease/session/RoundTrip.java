package org.portlease.session;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that go to the database together, in their order. On PostgreSQL they cost one round
 * trip: its driver sends what a text separates by semicolons at once, and keeps each of them
 * prepared. On others it is one each.
 */
final class RoundTrip {

    private final List<Part> parts = new ArrayList<>();

    private record Part(String statement, List<? extends Parameter> parameters, Result result) {}

    /** What is bound for a question mark. */
    @FunctionalInterface
    interface Parameter {
        void bind(PreparedStatement statement, int index) throws SQLException;
    }

    /** Takes what a statement brought: its result set, or how many rows it met. */
    @FunctionalInterface
    interface Result {
        void take(PreparedStatement statement) throws SQLException;
    }

    static boolean isOneOn(Connection connection) throws SQLException {
        return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
    }

    void add(String statement, List<? extends Parameter> parameters, Result result) {
        parts.add(new Part(statement, parameters, result));
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    void run(Connection connection) throws SQLException {
        if (parts.size() > 1 && isOneOn(connection)) {
            run(connection, parts);
        } else {
            for (Part part : parts) {
                run(connection, List.of(part));
            }
        }
    }

    private static void run(Connection connection, List<Part> together) throws SQLException {
        String text = together.stream().map(Part::statement).collect(Collectors.joining("; "));
        try (PreparedStatement statement = connection.prepareStatement(text)) {
            int index = 0;
            for (Part part : together) {
                for (Parameter parameter : part.parameters()) {
                    parameter.bind(statement, ++index);
                }
            }
            statement.execute();
            for (Part part : together) {
                part.result().take(statement);
                statement.getMoreResults();
            }
        }
    }
}
