package org.portlease.session;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A column of a {@link Table}.
 *
 * @param changes how often this server changes it
 * @param unique whether no two rows may have the same value
 */
public record Field(String name, Kind kind, Changes changes, boolean unique) {

    /** How often a server changes what stands there. */
    public enum Changes {
        /** Only others change it. */
        NEVER,
        SELDOM,
        OFTEN
    }

    /**
     * What it holds, and how that is bound: a UUID, a String, a Long, an Integer, a Boolean,
     * octets, a BigDecimal, an Instant. Always with the same type, null or not: else it is prepared
     * anew.
     */
    public enum Kind {
        UUID("uuid"),
        TEXT("varchar"),
        NUMBER("bigint"),
        COUNT("integer"),
        FLAG("boolean"),
        OCTETS("bytea"),
        AMOUNT("numeric"),
        TIME("timestamptz");

        private final String type;

        Kind(String type) {
            this.type = type;
        }

        /** As the database calls it. */
        String type() {
            return type;
        }

        /** As PostgreSQL calls the elements of its {@link #array}. */
        String elementType() {
            return this == TIME ? NUMBER.type : type;
        }

        /** As the driver of PostgreSQL encodes arrays fastest; times in microseconds. */
        @Nullable Object[] array(List<@Nullable Object> values) {
            return switch (this) {
                case UUID -> values.toArray();
                case TEXT -> values.toArray(String[]::new);
                case NUMBER -> values.toArray(Long[]::new);
                case COUNT -> values.toArray(Integer[]::new);
                case FLAG -> values.toArray(Boolean[]::new);
                case OCTETS -> values.toArray(byte[][]::new);
                case AMOUNT -> values.toArray(BigDecimal[]::new);
                case TIME ->
                        values.stream()
                                .map(each -> each == null ? null : micros((Instant) each))
                                .toArray(Long[]::new);
            };
        }

        private static long micros(Instant time) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time);
        }
    }

    /** That seldom changes. */
    public static Field of(String name, Kind kind) {
        return new Field(name, kind, Changes.SELDOM, false);
    }

    static Field often(String name, Kind kind) {
        return new Field(name, kind, Changes.OFTEN, false);
    }

    static Field fixed(String name, Kind kind) {
        return new Field(name, kind, Changes.NEVER, false);
    }

    /** The same column, of which no two rows have the same value. */
    Field asUnique() {
        return new Field(name, kind, changes, true);
    }

    boolean isWritten() {
        return changes != Changes.NEVER;
    }

    void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        switch (kind) {
            case UUID -> {
                if (value == null) {
                    statement.setNull(index, Types.OTHER, kind.type());
                } else {
                    statement.setObject(index, (UUID) value);
                }
            }
            case TEXT -> statement.setString(index, (String) value);
            case NUMBER -> {
                if (value == null) {
                    statement.setNull(index, Types.BIGINT);
                } else {
                    statement.setLong(index, (Long) value);
                }
            }
            case COUNT -> {
                if (value == null) {
                    statement.setNull(index, Types.INTEGER);
                } else {
                    statement.setInt(index, (Integer) value);
                }
            }
            case AMOUNT -> statement.setBigDecimal(index, (BigDecimal) value);
            case FLAG -> statement.setBoolean(index, Boolean.TRUE.equals(value));
            case OCTETS -> statement.setBytes(index, (byte[]) value);
            case TIME -> {
                if (value == null) {
                    statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE, kind.type());
                } else {
                    statement.setObject(index, utc((Instant) value));
                }
            }
        }
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
