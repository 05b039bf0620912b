package org.portlease.listing;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.Temporal;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.json.Plain;

/**
 * Behind which row a page begins: opaque to whoever hands it back.
 *
 * @param sort the order that it holds in
 * @param value what the row was sorted by
 */
public record Cursor(String sort, String value, String id) {

    private static final String BETWEEN = "\u0000";
    private static final int PARTS = 3;

    public String text() {
        String all = String.join(BETWEEN, sort, value, id);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(all.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param sort the order that is asked for now
     * @throws ListingException where it was not made here, or for another order
     */
    public static Cursor read(String text, String sort) {
        String[] parts;
        try {
            parts =
                    new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8)
                            .split(BETWEEN, -1);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
        if (parts.length != PARTS) {
            throw wrong(null);
        }
        if (!parts[0].equals(sort)) {
            throw new ListingException(
                    "after", "is of pages sorted by " + parts[0] + ", but these are by " + sort);
        }
        return new Cursor(parts[0], parts[1], parts[2]);
    }

    /** The time that the row was sorted by. */
    public Instant instant() {
        return instant(value);
    }

    /** The row's id. */
    public UUID uuid() {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw wrong(e);
        }
    }

    /**
     * A time that a cursor holds.
     *
     * @throws ListingException where it is none that was made here
     */
    public static Instant instant(String text) {
        try {
            return stored(Instant.parse(text));
        } catch (DateTimeException e) {
            throw wrong(e);
        }
    }

    /** A value that was read from a cursor, and may have come from the database. */
    static <V> V stored(V value) {
        boolean absurd =
                (value instanceof Temporal time && !Plain.isStorable(time))
                        || (value instanceof BigDecimal number && Plain.fault(number).isPresent());
        if (absurd) {
            throw wrong(null);
        }
        return value;
    }

    static ListingException wrong(@Nullable Throwable cause) {
        ListingException fault =
                new ListingException(
                        "after", "expected what the Link header of the page before said");
        if (cause != null) {
            fault.initCause(cause);
        }
        return fault;
    }
}
