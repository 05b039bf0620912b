package org.portlease.settlement;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.portlease.billing.BillingRefusedException;

/**
 * Reads a CSV file (RFC 4180) in UTF-8, record by record and strictly: what is not as the RFC has
 * it is refused with its line. Lines may also end with a line feed alone. Never more than one
 * record is in memory, and a record has its limit.
 */
public final class CsvReader {

    private static final int MOST_OCTETS = 4_096;
    private static final int MOST_FIELDS = 64;
    private static final int END = -1;

    private final InputStream in;
    private final ByteArrayOutputStream field = new ByteArrayOutputStream();
    private List<String> fields = new ArrayList<>();
    private long line = 1;
    private long recordLine;
    private int octets;
    private int ahead;

    /**
     * @param in should be buffered; stays open
     */
    public CsvReader(InputStream in) throws IOException {
        this.in = in;
        this.ahead = in.read();
        skipByteOrderMark();
    }

    private void skipByteOrderMark() throws IOException {
        if (ahead == 0xEF) {
            if (in.read() != 0xBB || in.read() != 0xBF) {
                recordLine = 1;
                throw refused("is not UTF-8");
            }
            ahead = in.read();
        }
    }

    /** The line that the last record began in, from 1. */
    public long line() {
        return recordLine;
    }

    /**
     * The next record's fields, of which there is at least one; empty at the end.
     *
     * @throws BillingRefusedException where it is not as the RFC has it
     */
    public Optional<List<String>> next() throws IOException {
        recordLine = line;
        octets = 0;
        fields = new ArrayList<>();
        if (ahead == END) {
            return Optional.empty();
        }
        boolean more = true;
        while (more) {
            field.reset();
            if (ahead == '"') {
                quoted();
            } else {
                plain();
            }
            add();
            more = ahead == ',';
            if (more) {
                advance();
            }
        }
        endOfLine();
        return Optional.of(fields);
    }

    private void plain() throws IOException {
        while (ahead != ',' && ahead != '\r' && ahead != '\n' && ahead != END) {
            if (ahead == '"') {
                throw refused("has a quotation mark within a field that does not begin with one");
            }
            field.write(advance());
        }
    }

    private void quoted() throws IOException {
        advance();
        while (true) {
            if (ahead == END) {
                throw refused("has a quoted field without an end");
            }
            int octet = advance();
            if (octet != '"') {
                line += octet == '\n' ? 1 : 0;
                field.write(octet);
            } else if (ahead == '"') {
                field.write(advance());
            } else {
                break;
            }
        }
        if (ahead != ',' && ahead != '\r' && ahead != '\n' && ahead != END) {
            throw refused("goes on behind the end of a quoted field");
        }
    }

    private void add() {
        if (fields.size() == MOST_FIELDS) {
            throw refused("has more than " + MOST_FIELDS + " fields");
        }
        try {
            fields.add(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(field.toByteArray()))
                            .toString());
        } catch (CharacterCodingException e) {
            throw refused("is not UTF-8");
        }
    }

    private void endOfLine() throws IOException {
        if (ahead == '\r') {
            advance();
            if (ahead != '\n') {
                throw refused("has a carriage return without a line feed");
            }
        }
        if (ahead == '\n') {
            advance();
            line++;
        }
    }

    private int advance() throws IOException {
        if (++octets > MOST_OCTETS) {
            throw refused("has more than " + MOST_OCTETS + " octets");
        }
        int octet = ahead;
        ahead = in.read();
        return octet;
    }

    /** To be thrown: what is wrong with the record that was read last. */
    BillingRefusedException refused(String sentence) {
        return new BillingRefusedException("line " + recordLine + " " + sentence);
    }
}
