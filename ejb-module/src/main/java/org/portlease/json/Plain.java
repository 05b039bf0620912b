package org.portlease.json;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.Temporal;
import java.util.Optional;

/**
 * What every text, number and time that comes from outside must be, whatever it means: on one line,
 * shown as it is stored, of few digits, and in a year that a database holds.
 */
public final class Plain {

    private static final int MOST_DIGITS = 40;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("9999-12-31T23:59:59.999999Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private Plain() {}

    /** What is wrong with it; empty where nothing is. */
    public static Optional<String> fault(String text) {
        if (!text.isEmpty() && text.isBlank()) {
            return Optional.of("must be more than white space");
        }
        return text.codePoints().mapToObj(Plain::fault).flatMap(Optional::stream).findFirst();
    }

    private static Optional<String> fault(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                    Optional.of("must have no control characters");
            // half of a character
            case Character.SURROGATE -> Optional.of("must have whole characters alone");
            default ->
                    turnsAround(character)
                            ? Optional.of("must have no characters that change its direction")
                            : Optional.empty();
        };
    }

    /** Embeddings, overrides and isolates: they show a text in another order than it has. */
    private static boolean turnsAround(int character) {
        return (character >= 0x202A && character <= 0x202E)
                || (character >= 0x2066 && character <= 0x2069);
    }

    /** What is wrong with it; empty where nothing is. Costs no more than its digits do. */
    public static Optional<String> fault(BigDecimal number) {
        // as it is written: to round a zero of many digits costs as much as any other number
        long before = (long) number.precision() - number.scale();
        return before > MOST_DIGITS || number.scale() > MOST_DIGITS
                ? Optional.of("must have at most " + MOST_DIGITS + " digits on each side")
                : Optional.empty();
    }

    /** Whether a database holds such a time. */
    public static boolean isStorable(Temporal time) {
        if (time instanceof Instant instant) {
            return !instant.isBefore(FIRST) && !instant.isAfter(END);
        }
        return !(time instanceof LocalDate day)
                || (!day.isBefore(FIRST_DAY) && !day.isAfter(LAST_DAY));
    }
}
