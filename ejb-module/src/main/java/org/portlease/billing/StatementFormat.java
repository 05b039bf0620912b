package org.portlease.billing;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Money;
import org.portlease.export.CsvWriter;

/**
 * The lines of a statement of usage: which invoice it is of, the names of the columns, each part of
 * a session with each of its lines, the invoice's lines, the totals. docs/usage-files.md has it
 * field by field. One statement's.
 */
final class StatementFormat {

    private static final int VERSION = 1;

    private static final List<String> COLUMNS =
            List.of(
                    "session_key",
                    "acct_session_id",
                    "nas",
                    "start",
                    "stop",
                    "seconds",
                    "billed_seconds",
                    "input_octets",
                    "output_octets",
                    "connections",
                    "line",
                    "late",
                    "price");

    private final CsvWriter lines;
    private final Invoice invoice;
    private final LineShares shares;
    private final Map<LineShare, BigInteger> done = new HashMap<>();
    private BigDecimal ofSessions = BigDecimal.ZERO;
    private BigInteger seconds = BigInteger.ZERO;
    private BigInteger billedSeconds = BigInteger.ZERO;
    private BigInteger inputOctets = BigInteger.ZERO;
    private BigInteger outputOctets = BigInteger.ZERO;
    private long rows;
    private long sessions;
    private @Nullable String lastSession;

    StatementFormat(OutputStream out, Invoice invoice, LineShares shares) {
        this.lines = new CsvWriter(out);
        this.invoice = invoice;
        this.shares = shares;
    }

    void begin(String provider, String virtualIdentifier, BillingPeriod period) throws IOException {
        lines.word("portlease-statement")
                .number(VERSION)
                .text(provider)
                .text(virtualIdentifier)
                .text(invoice.number().orElse(""))
                .time(period.startsAt())
                .time(period.endsAt())
                .word(invoice.currency())
                .end();
        COLUMNS.forEach(lines::word);
        lines.end();
    }

    /**
     * What the invoice has of a session at one price: a row for each of its lines, or one without a
     * line where it is free.
     *
     * @param row of rated_usage
     */
    void part(ResultSet row, String nas) throws SQLException, IOException {
        BigInteger billed = whole(row, "billed_seconds");
        BigInteger connections = whole(row, "connections");
        BigInteger input = whole(row, "input_octets");
        BigInteger output = whole(row, "output_octets");
        long usedPeriod = row.getLong("used_period_id");
        boolean late = usedPeriod != invoice.periodId();
        List<LineShare> of = shares.at(new LineShares.Price(usedPeriod, row.getInt("entry")));
        for (LineShare share : of) {
            BigInteger quantity = share.quantity(billed, connections, input, output);
            row(row, nas, share.line().number(), late, next(share, quantity));
        }
        if (of.isEmpty()) {
            row(row, nas, null, late, money(BigDecimal.ZERO));
        }
        seconds = seconds.add(whole(row, "session_seconds"));
        billedSeconds = billedSeconds.add(billed);
        inputOctets = inputOctets.add(input);
        outputOctets = outputOctets.add(output);
        String session = row.getString("lease_id");
        sessions += session.equals(lastSession) ? 0 : 1;
        lastSession = session;
    }

    private static BigInteger whole(ResultSet row, String column) throws SQLException {
        return BigInteger.valueOf(row.getLong(column));
    }

    private BigDecimal next(LineShare share, BigInteger quantity) {
        BigInteger before = done.getOrDefault(share, BigInteger.ZERO);
        BigInteger after = before.add(quantity);
        done.put(share, after);
        BigDecimal price = share.upTo(after).subtract(share.upTo(before));
        ofSessions = ofSessions.add(price);
        return price;
    }

    private void row(
            ResultSet row, String nas, @Nullable Integer line, boolean late, BigDecimal price)
            throws SQLException, IOException {
        Timestamp stop = row.getTimestamp("stopped_at");
        lines.word(row.getString("lease_id"))
                .text(row.getString("acct_session_id"))
                .text(nas)
                .time(row.getTimestamp("started_at").toInstant())
                .time(stop == null ? null : stop.toInstant())
                .number(row.getLong("session_seconds"))
                .number(row.getLong("billed_seconds"))
                .number(row.getLong("input_octets"))
                .number(row.getLong("output_octets"))
                .number(row.getLong("connections"))
                .number(line)
                .flag(late)
                .number(price)
                .end();
        rows++;
    }

    /** The invoice's lines, each with where its amount is: with sessions or not; and the totals. */
    void end() throws IOException {
        Map<Integer, LineShare> ofNumber = new HashMap<>();
        shares.all().forEach(share -> ofNumber.put(share.line().number(), share));
        BigDecimal others = BigDecimal.ZERO;
        for (InvoiceLine line : invoice.lines()) {
            LineShare share = ofNumber.get(line.number());
            boolean shared = false;
            if (share != null && share.isOfSessions()) {
                checkComplete(share);
                shared = true;
            } else {
                others = others.add(line.amount());
            }
            lines.word("line")
                    .number(line.number())
                    .text(line.text())
                    .number(line.quantity())
                    .word(line.unit())
                    .number(money(line.amount()))
                    .word(shared ? "of sessions" : "not of sessions")
                    .end();
        }
        checkNet(ofSessions.add(others));
        lines.word("totals")
                .number(rows)
                .number(sessions)
                .number(seconds)
                .number(billedSeconds)
                .number(inputOctets)
                .number(outputOctets)
                .number(money(ofSessions))
                .number(money(others))
                .number(money(invoice.net()))
                .end();
    }

    private void checkComplete(LineShare share) {
        BigInteger found = done.getOrDefault(share, BigInteger.ZERO);
        if (!found.equals(share.whole())) {
            throw new IllegalStateException(
                    "the sessions of line "
                            + share.line().number()
                            + " of the invoice "
                            + invoice.number().orElse("")
                            + " must have the quantity "
                            + share.whole()
                            + ", but have "
                            + found);
        }
    }

    private void checkNet(BigDecimal sum) {
        if (sum.compareTo(invoice.net()) != 0) {
            throw new IllegalStateException(
                    "the statement of the invoice "
                            + invoice.number().orElse("")
                            + " must come to "
                            + invoice.net()
                            + ", but comes to "
                            + sum);
        }
    }

    private BigDecimal money(BigDecimal amount) {
        return Money.round(amount, invoice.currency());
    }
}
