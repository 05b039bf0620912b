package org.portlease.session;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of several rows, which PostgreSQL is given as one array. */
record Column(Field field, List<@Nullable Object> values) implements RoundTrip.Parameter {

    /** What a statement calls the number of the row that it is at; from 1. */
    static final String ROW = "i";

    /** Of those rows, the column at that place. */
    static Column of(Table table, int place, List<@Nullable Object[]> rows) {
        return new Column(table.fields().get(place), rows.stream().map(row -> row[place]).toList());
    }

    String name() {
        return field.name();
    }

    /** Its parameter. */
    String array() {
        return "?::" + field.kind().elementType() + "[]";
    }

    /** What it has in the row that the statement is at. */
    String element() {
        String element = "(" + array() + ")[" + ROW + "]";
        return field.kind() == Field.Kind.TIME
                ? "timestamptz 'epoch' + " + element + " * interval '1 microsecond'"
                : element;
    }

    @Override
    public void bind(PreparedStatement statement, int index) throws SQLException {
        Field.Kind kind = field.kind();
        statement.setArray(
                index,
                statement.getConnection().createArrayOf(kind.elementType(), kind.array(values)));
    }
}
