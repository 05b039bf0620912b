package org.portlease.listing;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

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
