package org.portlease.session;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All in one round trip, on PostgreSQL: a statement a part, however many rows, a column of them an
 * array. Each statement says which rows by {@code id = any(…)}, so that no plan, however old, walks
 * through the table.
 */
final class ArrayWriter implements RowWriter {

    private static final RoundTrip.Result ANY = written -> {};

    @Override
    public void write(Connection connection, List<Difference> differences) throws SQLException {
        var trip = new RoundTrip();
        for (Difference difference : differences) {
            delete(trip, difference);
            giveUp(trip, difference);
            update(trip, difference);
            insert(trip, difference);
        }
        trip.run(connection);
    }

    private static void delete(RoundTrip trip, Difference difference) {
        if (!difference.gone().isEmpty()) {
            Table table = difference.table();
            Column gone = new Column(table.key(), difference.gone());
            trip.add("delete from " + table.name() + among(gone), List.of(gone), ANY);
        }
    }

    private static void giveUp(RoundTrip trip, Difference difference) {
        Table table = difference.table();
        difference
                .givenUp()
                .forEach(
                        (field, rows) -> {
                            Column giving = new Column(table.key(), rows);
                            trip.add(
                                    "update "
                                            + table.name()
                                            + (" set " + field.name() + " = null")
                                            + among(giving),
                                    List.of(giving),
                                    ANY);
                        });
    }

    private static void update(RoundTrip trip, Difference difference) {
        if (difference.changed().isEmpty()) {
            return;
        }
        Table table = difference.table();
        Column key = Column.of(table, 0, difference.changed());
        List<Column> changed =
                difference.columns().stream()
                        .map(place -> Column.of(table, place, difference.changed()))
                        .toList();
        List<Column> parameters = new ArrayList<>(changed);
        Column numbers = numbers(difference.changed());
        parameters.addAll(List.of(numbers, key, key));
        trip.add(
                "update "
                        + table.name()
                        + " set "
                        + each(changed, column -> column.name() + " = " + column.element())
                        + from(numbers)
                        + among(key)
                        + (" and " + key.name() + " = " + key.element()),
                parameters,
                statement -> difference.requireWritten(statement.getUpdateCount()));
    }

    private static void insert(RoundTrip trip, Difference difference) {
        if (difference.fresh().isEmpty()) {
            return;
        }
        Table table = difference.table();
        List<Column> columns =
                IntStream.range(0, table.fields().size())
                        .mapToObj(place -> Column.of(table, place, difference.fresh()))
                        .toList();
        List<Column> parameters = new ArrayList<>(columns);
        Column numbers = numbers(difference.fresh());
        parameters.add(numbers);
        trip.add(
                "insert into "
                        + (table.name() + " (" + each(columns, Column::name) + ")")
                        + (" select " + each(columns, Column::element))
                        + from(numbers),
                parameters,
                ANY);
    }

    private static String each(List<Column> columns, Function<Column, String> text) {
        return columns.stream().map(text).collect(Collectors.joining(", "));
    }

    /** The place of each row in the arrays. */
    private static Column numbers(List<@Nullable Object[]> rows) {
        List<Object> numbers =
                IntStream.rangeClosed(1, rows.size()).<Object>mapToObj(i -> i).toList();
        return new Column(Field.of(Column.ROW, Field.Kind.COUNT), numbers);
    }

    private static String from(Column numbers) {
        return " from unnest(" + numbers.array() + ") as " + numbers.name();
    }

    private static String among(Column keys) {
        return " where " + keys.name() + " = any(" + keys.array() + ")";
    }
}
