package org.portlease.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Writes what an invoice bills of each session, many rows a round trip. One thread's. */
final class RatedUsageWriter implements AutoCloseable {

    private static final int AT_ONCE = 1_000;

    private final PreparedStatement statement;
    private final long period;
    private int waiting;

    RatedUsageWriter(Connection connection, long period) throws SQLException {
        this.statement =
                connection.prepareStatement(
                        """
                        insert into rated_usage (period_id, lease_id, used_period_id, entry,
                            nas_id, acct_session_id, started_at, stopped_at, session_seconds,
                            billed_seconds, input_octets, output_octets, connections)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """);
        this.period = period;
    }

    void write(MeteredSession session, long usedPeriod, RatedPart part) throws SQLException {
        statement.setLong(1, period);
        statement.setObject(2, session.lease());
        statement.setLong(3, usedPeriod);
        statement.setInt(4, part.entry());
        statement.setLong(5, session.nasId());
        statement.setString(6, session.acctSessionId());
        setTime(7, session.startedAt());
        setTime(8, session.stoppedAt());
        statement.setLong(9, part.seconds());
        statement.setLong(10, part.billedSeconds());
        statement.setLong(11, part.inputOctets());
        statement.setLong(12, part.outputOctets());
        statement.setInt(13, part.connections());
        statement.addBatch();
        if (++waiting == AT_ONCE) {
            flush();
        }
    }

    /**
     * Not as a Timestamp: until the JIT has seen enough, the driver's Calendar costs twice as much.
     */
    private void setTime(int index, @Nullable Instant time) throws SQLException {
        if (time == null) {
            statement.setNull(index, Types.TIMESTAMP_WITH_TIMEZONE);
        } else {
            statement.setObject(index, time.atOffset(ZoneOffset.UTC));
        }
    }

    private void flush() throws SQLException {
        if (waiting > 0) {
            statement.executeBatch();
            waiting = 0;
        }
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            flush();
        }
    }
}
