package org.portlease.export;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines of comma-separated values (RFC 4180): UTF-8, each line ended by CR LF. A line leaves
 * when it is ended; nothing is kept. One thread's; closes nothing.
 *
 * <p>A text that a spreadsheet might take for a formula, one that begins with {@code = + - @}, a
 * tab, CR or LF, gets an apostrophe in front, and so does one that begins with an apostrophe: who
 * takes a leading apostrophe off gets every text back.
 */
public final class CsvWriter {

    private static final String LEADS_ASTRAY = "=+-@\t\r\n'";

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder(256);
    private boolean empty = true;

    /**
     * @param out gets each line in one write
     */
    public CsvWriter(OutputStream out) {
        this.out = out;
    }

    /** Something that others chose; empty where null. */
    public CsvWriter text(@Nullable String text) {
        separate();
        if (text == null || text.isEmpty()) {
            return this;
        }
        String safe = LEADS_ASTRAY.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        if (needsQuotes(safe)) {
            line.append('"').append(safe.replace("\"", "\"\"")).append('"');
        } else {
            line.append(safe);
        }
        return this;
    }

    private static boolean needsQuotes(String text) {
        return text.chars().anyMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    }

    /** A word of the format's own. */
    public CsvWriter word(Object word) {
        separate();
        line.append(word);
        return this;
    }

    public CsvWriter number(long number) {
        separate();
        line.append(number);
        return this;
    }

    public CsvWriter number(BigInteger number) {
        return word(number);
    }

    /** With the digits that it has; empty where null. */
    public CsvWriter number(@Nullable BigDecimal number) {
        return word(number == null ? "" : number.toPlainString());
    }

    /** Empty where null. */
    public CsvWriter number(@Nullable Integer number) {
        return word(number == null ? "" : number);
    }

    /** {@code true} or {@code false}. */
    public CsvWriter flag(boolean flag) {
        return word(flag);
    }

    /** ISO 8601; empty where null. */
    public CsvWriter date(@Nullable LocalDate date) {
        return word(date == null ? "" : date);
    }

    /** ISO 8601 in UTC, to the second that it is in; empty where null. */
    public CsvWriter time(@Nullable Instant time) {
        return word(time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS));
    }

    /** Ends the line, and writes it. */
    public void end() throws IOException {
        line.append("\r\n");
        out.write(line.toString().getBytes(StandardCharsets.UTF_8));
        line.setLength(0);
        empty = true;
    }

    private void separate() {
        if (!empty) {
            line.append(',');
        }
        empty = false;
    }
}
