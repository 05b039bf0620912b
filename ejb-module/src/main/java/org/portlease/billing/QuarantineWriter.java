package org.portlease.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

/** Puts sessions aside for a person. One thread's. */
final class QuarantineWriter implements AutoCloseable {

    private static final int AT_ONCE = 1_000;

    private final PreparedStatement statement;
    private final long contract;
    private final Timestamp now;
    private int waiting;
    private long written;

    QuarantineWriter(Connection connection, long contract, Instant now) throws SQLException {
        this.statement =
                connection.prepareStatement(
                        "insert into quarantined_usage (lease_id, contract_id, reason, found,"
                                + " found_at) values (?, ?, ?, ?, ?)");
        this.contract = contract;
        this.now = Timestamp.from(now);
    }

    void write(MeteredSession session, Implausible.Finding finding) throws SQLException {
        statement.setObject(1, session.lease());
        statement.setLong(2, contract);
        statement.setString(3, finding.reason().name());
        statement.setString(4, finding.text());
        statement.setTimestamp(5, now);
        statement.addBatch();
        written++;
        if (++waiting == AT_ONCE) {
            statement.executeBatch();
            waiting = 0;
        }
    }

    long written() {
        return written;
    }

    @Override
    public void close() throws SQLException {
        try (statement) {
            if (waiting > 0) {
                statement.executeBatch();
            }
        }
    }
}
