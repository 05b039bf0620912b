package org.portlease.export;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A row of a CSV file (RFC 4180), cell after cell. What is null is an empty cell. */
public final class CsvRow {

    /** What makes a spreadsheet take a text for a formula. */
    private static final String FORMULA = "=+-@\t\r";

    private final StringBuilder cells = new StringBuilder();
    private int count;

    /**
     * A text cell. Where a spreadsheet would read it as a formula, an apostrophe stands before it.
     */
    public CsvRow text(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return cell("");
        }
        return cell(FORMULA.indexOf(text.charAt(0)) < 0 ? text : "'" + text);
    }

    /** A number in full, with the decimals that it has. */
    public CsvRow number(@Nullable BigDecimal number) {
        return cell(number == null ? "" : number.toPlainString());
    }

    public CsvRow number(long number) {
        return cell(Long.toString(number));
    }

    public CsvRow date(@Nullable LocalDate date) {
        return cell(date == null ? "" : date.toString());
    }

    /** An instant in UTC. */
    public CsvRow instant(@Nullable Instant instant) {
        return cell(instant == null ? "" : instant.toString());
    }

    int count() {
        return count;
    }

    /** The row without its end. */
    @Override
    public String toString() {
        return cells.toString();
    }

    private CsvRow cell(String text) {
        if (count++ > 0) {
            cells.append(',');
        }
        boolean isPlain =
                text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
        if (isPlain) {
            cells.append(text);
        } else {
            cells.append('"').append(text.replace("\"", "\"\"")).append('"');
        }
        return this;
    }
}
