package org.portlease.settlement;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Optional;

/** Loads a client's records into the database, many a round trip. */
final class RecordWriter {

    private static final int AT_ONCE = 1_000;

    private RecordWriter() {}

    static void load(Connection connection, long reconciliation, SessionFile file)
            throws SQLException, IOException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        """
                        insert into reconciliation_record (reconciliation_id, line,
                            acct_session_id, nas, started_at, session_seconds, input_octets,
                            output_octets)
                        values (?, ?, ?, ?, ?, ?, ?, ?)
                        """)) {
            insert.setLong(1, reconciliation);
            int waiting = 0;
            for (Optional<TheirSession> next = file.next(); next.isPresent(); next = file.next()) {
                bind(insert, next.get());
                insert.addBatch();
                if (++waiting == AT_ONCE) {
                    insert.executeBatch();
                    waiting = 0;
                }
            }
            insert.executeBatch();
        }
    }

    private static void bind(PreparedStatement insert, TheirSession session) throws SQLException {
        insert.setLong(2, session.line());
        insert.setString(3, session.session());
        insert.setString(4, session.nas());
        insert.setTimestamp(5, Timestamp.from(session.startedAt()));
        insert.setLong(6, session.seconds());
        insert.setLong(7, session.inputOctets());
        insert.setLong(8, session.outputOctets());
    }
}
