package org.portlease.session;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row that has been read, one column after the other in their table's order. */
final class Row {

    private final ResultSet result;
    private int column;

    Row(ResultSet result) {
        this.result = result;
    }

    UUID uuid() throws SQLException {
        return Objects.requireNonNull(uuidOrNull());
    }

    @Nullable UUID uuidOrNull() throws SQLException {
        return result.getObject(++column, UUID.class);
    }

    String text() throws SQLException {
        return Objects.requireNonNull(textOrNull());
    }

    @Nullable String textOrNull() throws SQLException {
        return result.getString(++column);
    }

    long number() throws SQLException {
        return result.getLong(++column);
    }

    @Nullable Long numberOrNull() throws SQLException {
        long value = result.getLong(++column);
        return result.wasNull() ? null : Long.valueOf(value);
    }

    int count() throws SQLException {
        return result.getInt(++column);
    }

    @Nullable Integer countOrNull() throws SQLException {
        int value = result.getInt(++column);
        return result.wasNull() ? null : Integer.valueOf(value);
    }

    BigDecimal amount() throws SQLException {
        return Objects.requireNonNull(result.getBigDecimal(++column));
    }

    boolean flag() throws SQLException {
        return result.getBoolean(++column);
    }

    byte @Nullable [] octets() throws SQLException {
        return result.getBytes(++column);
    }

    Instant time() throws SQLException {
        return Objects.requireNonNull(timeOrNull());
    }

    @Nullable Instant timeOrNull() throws SQLException {
        OffsetDateTime value = result.getObject(++column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }
}
