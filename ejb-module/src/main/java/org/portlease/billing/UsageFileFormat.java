package org.portlease.billing;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portlease.export.CsvWriter;

/**
 * The octets of a file of usage records: a line that says which file it is, the names of the
 * columns, a line a record, a line of control totals. docs/usage-files.md has it field by field;
 * whatever changes here changes {@link UsageFile#FORMAT}. One file's.
 */
final class UsageFileFormat {

    private static final String WHAT = "portlease-usage";
    private static final String TOTALS = "totals";

    private static final List<String> COLUMNS =
            List.of(
                    "session_key",
                    "acct_session_id",
                    "nas",
                    "pop",
                    "nas_port_type",
                    "start",
                    "stop",
                    "seconds",
                    "input_octets",
                    "output_octets",
                    "terminate_cause",
                    "end_cause",
                    "estimated",
                    "burst",
                    "without_admission",
                    "late",
                    "correction");

    private final OutputStream out;
    private final MessageDigest digest;
    private final CsvWriter lines;
    private UsageFileSums sums = UsageFileSums.NONE;

    UsageFileFormat(OutputStream out) {
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each JRE has SHA-256, but this one", e);
        }
        this.out = new DigestOutputStream(out, digest);
        this.lines = new CsvWriter(this.out);
    }

    void begin(UsageFile file) throws IOException {
        lines.word(WHAT)
                .number(file.format())
                .text(file.provider())
                .text(file.virtualIdentifier())
                .number(file.sequence())
                .word(file.day())
                .time(file.fromAt())
                .time(file.untilAt())
                .end();
        COLUMNS.forEach(lines::word);
        lines.end();
    }

    /**
     * @param row of usage_file_record
     */
    void record(ResultSet row) throws SQLException, IOException {
        long seconds = row.getLong("session_seconds");
        long input = row.getLong("input_octets");
        long output = row.getLong("output_octets");
        lines.word(row.getString("lease_id"))
                .text(row.getString("acct_session_id"))
                .text(row.getString("nas"))
                .text(row.getString("pop"))
                .number(number(row, "port_type"))
                .time(row.getTimestamp("started_at").toInstant())
                .time(row.getTimestamp("stopped_at").toInstant())
                .number(seconds)
                .number(input)
                .number(output)
                .number(number(row, "terminate_cause"))
                .word(row.getString("end_cause"))
                .flag(row.getBoolean("estimated"))
                .flag(row.getBoolean("burst"))
                .flag(row.getBoolean("without_admission"))
                .flag(row.getBoolean("late"))
                .flag(row.getBoolean("correction"))
                .end();
        sums = sums.plus(seconds, input, output);
    }

    private static @Nullable Integer number(ResultSet row, String column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    /**
     * No record follows.
     *
     * @return the digest of all lines so far, in hexadecimal
     */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    UsageFileSums sums() {
        return sums;
    }

    void end(String sha256) throws IOException {
        lines.word(TOTALS)
                .number(sums.records())
                .number(sums.seconds())
                .number(sums.inputOctets())
                .number(sums.outputOctets())
                .word(sha256)
                .end();
        out.flush();
    }
}
