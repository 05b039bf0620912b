package org.portlease.settlement;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.BillingRefusedException;

/**
 * A client's file of sessions: a header that names the columns, in any order, and a session a
 * record. Other columns are refused, so that no subscriber's name comes here by accident.
 */
final class SessionFile {

    private static final int LONGEST_SESSION = 253;
    private static final int LONGEST_NAS = 64;
    private static final int LONGEST_TIME = 40;
    private static final long MOST_SECONDS = 366L * 86_400;
    private static final long MOST_OCTETS = 1_000_000_000_000_000L;
    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");

    private final MessageDigest digest = sha256();
    private final CsvReader csv;
    private final Map<Column, Integer> places;
    private final int columns;

    private enum Column {
        SESSION("session"),
        NAS("nas"),
        START("start"),
        STOP("stop"),
        SECONDS("seconds"),
        INPUT("inputOctets"),
        OUTPUT("outputOctets");

        private final String header;

        Column(String header) {
            this.header = header;
        }
    }

    /**
     * @param in stays open
     * @throws BillingRefusedException where the header is not as it should be
     */
    SessionFile(InputStream in) throws IOException {
        csv = new CsvReader(new BufferedInputStream(new DigestInputStream(in, digest)));
        List<String> header =
                csv.next()
                        .orElseThrow(
                                () ->
                                        new BillingRefusedException(
                                                "the file is empty, but must begin with a line that"
                                                        + " names its columns"));
        places = places(header);
        columns = header.size();
    }

    private Map<Column, Integer> places(List<String> header) {
        Map<Column, Integer> found = new EnumMap<>(Column.class);
        for (String name : header) {
            if (found.put(column(name), header.indexOf(name)) != null) {
                throw csv.refused("names the column '" + name + "' twice");
            }
        }
        for (Column column : Column.values()) {
            if (column != Column.NAS && !found.containsKey(column)) {
                throw csv.refused("must name the column '" + column.header + "', but does not");
            }
        }
        return found;
    }

    private Column column(String name) {
        for (Column column : Column.values()) {
            if (column.header.equals(name)) {
                return column;
            }
        }
        throw csv.refused(
                "may name the columns session, nas, start, stop, seconds, inputOctets and"
                        + " outputOctets, but names '"
                        + name
                        + "'");
    }

    /** The next session; empty at the end. */
    Optional<TheirSession> next() throws IOException {
        return csv.next().map(this::session);
    }

    /** Of the whole file, in hexadecimal: to be asked for at its end. */
    String sha256Hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private TheirSession session(List<String> fields) {
        if (fields.size() != columns) {
            throw csv.refused(
                    "must have " + columns + " fields as the header, but has " + fields.size());
        }
        Instant start =
                time(fields, Column.START)
                        .orElseThrow(() -> csv.refused("must have a start, but has none"));
        time(fields, Column.STOP)
                .filter(start::isAfter)
                .ifPresent(
                        stop -> {
                            throw csv.refused(
                                    "stops at " + stop + ", before its start at " + start);
                        });
        String nas = places.containsKey(Column.NAS) ? text(fields, Column.NAS, LONGEST_NAS) : "";
        String session = text(fields, Column.SESSION, LONGEST_SESSION);
        if (session.isEmpty()) {
            throw csv.refused("must have a session, but has none");
        }
        return new TheirSession(
                csv.line(),
                session,
                nas.isEmpty() ? null : nas,
                start,
                number(fields, Column.SECONDS, MOST_SECONDS),
                number(fields, Column.INPUT, MOST_OCTETS),
                number(fields, Column.OUTPUT, MOST_OCTETS));
    }

    private String text(List<String> fields, Column column, int most) {
        String text = fields.get(places.getOrDefault(column, 0));
        if (text.length() > most || text.chars().anyMatch(Character::isISOControl)) {
            throw csv.refused(
                    "must have at most "
                            + most
                            + " characters, and none of control, as "
                            + column.header
                            + ", but has "
                            + text.length());
        }
        return text;
    }

    private Optional<Instant> time(List<String> fields, Column column) {
        String text = text(fields, column, LONGEST_TIME);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Instant time = parsed(text);
        if (time == null || time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
            throw csv.refused(
                    "must have a time from 1970 to 2199 as "
                            + column.header
                            + ", such as 2026-01-31T23:00:00Z or 2026-02-01T00:00:00+01:00, but has"
                            + " '"
                            + text
                            + "'");
        }
        return Optional.of(time);
    }

    private static @Nullable Instant parsed(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private long number(List<String> fields, Column column, long most) {
        String text = text(fields, column, LONGEST_TIME);
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) > most) {
            throw csv.refused(
                    "must have a whole number from 0 to "
                            + most
                            + " as "
                            + column.header
                            + ", but has '"
                            + text
                            + "'");
        }
        return Long.parseLong(text);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
