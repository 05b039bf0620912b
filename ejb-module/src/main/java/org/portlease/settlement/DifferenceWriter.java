package org.portlease.settlement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import org.jspecify.annotations.Nullable;

/** Writes what a reconciliation finds, many rows a round trip. One thread's. */
final class DifferenceWriter implements AutoCloseable {

    private static final int AT_ONCE = 1_000;
    private static final int AMOUNT_DIGITS = 6;

    private final PreparedStatement statement;
    private long number;

    DifferenceWriter(Connection connection, long reconciliation) throws SQLException {
        this.statement =
                connection.prepareStatement(
                        """
                        insert into reconciliation_difference (reconciliation_id, number, kind,
                            acct_session_id, nas, started_at, lease_id, line, our_seconds,
                            our_input_octets, our_output_octets, their_seconds,
                            their_input_octets, their_output_octets, elsewhere_seconds, amount)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)
                        """);
        statement.setLong(1, reconciliation);
    }

    void write(
            Difference.Kind kind,
            @Nullable OurSession ours,
            @Nullable TheirSession theirs,
            BigDecimal amount)
            throws SQLException {
        statement.setLong(2, ++number);
        statement.setString(3, kind.name());
        ours(ours);
        theirs(theirs);
        if (ours != null) {
            identity(ours.session(), ours.nas(), Timestamp.from(ours.startedAt()));
        } else if (theirs != null) {
            identity(theirs.session(), theirs.nas(), Timestamp.from(theirs.startedAt()));
        }
        statement.setBigDecimal(15, amount.setScale(AMOUNT_DIGITS, RoundingMode.HALF_EVEN));
        statement.addBatch();
        if (number % AT_ONCE == 0) {
            statement.executeBatch();
        }
    }

    private void identity(@Nullable String session, @Nullable String nas, Timestamp start)
            throws SQLException {
        statement.setString(4, session);
        statement.setString(5, nas);
        statement.setTimestamp(6, start);
    }

    private void ours(@Nullable OurSession session) throws SQLException {
        statement.setObject(7, session == null ? null : session.lease());
        if (session == null) {
            noNumbers(9);
        } else {
            numbers(9, session.seconds(), session.inputOctets(), session.outputOctets());
        }
    }

    private void theirs(@Nullable TheirSession session) throws SQLException {
        if (session == null) {
            statement.setNull(8, Types.BIGINT);
            noNumbers(12);
        } else {
            statement.setLong(8, session.line());
            numbers(12, session.seconds(), session.inputOctets(), session.outputOctets());
        }
    }

    private void numbers(int from, long seconds, long input, long output) throws SQLException {
        statement.setLong(from, seconds);
        statement.setLong(from + 1, input);
        statement.setLong(from + 2, output);
    }

    private void noNumbers(int from) throws SQLException {
        for (int i = from; i < from + 3; i++) {
            statement.setNull(i, Types.BIGINT);
        }
    }

    @Override
    public void close() throws SQLException {
        statement.executeBatch();
        statement.close();
    }
}
