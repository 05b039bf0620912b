package org.portlease.export;

import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Writes a CSV file (RFC 4180) with a header, row by row. */
public final class CsvWriter {

    private static final String END = "\r\n";

    private final Writer out;
    private final int columns;

    /**
     * Writes the header.
     *
     * @param out stays open, and is not flushed
     */
    public CsvWriter(Writer out, List<String> header) throws IOException {
        this.out = out;
        columns = header.size();
        CsvRow row = new CsvRow();
        header.forEach(row::text);
        write(row);
    }

    public void write(CsvRow row) throws IOException {
        if (row.count() != columns) {
            throw new IllegalArgumentException(
                    "a row must have " + columns + " cells, but has " + row.count());
        }
        out.append(row.toString()).append(END);
    }
}
