package org.portlease.billing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.portlease.session.Field;
import org.portlease.session.Field.Kind;
import org.portlease.session.RowInserts;

/** Writes what an invoice bills of each session. One thread's. */
final class RatedUsageWriter implements AutoCloseable {

    private static final List<Field> FIELDS =
            List.of(
                    Field.of("period_id", Kind.NUMBER),
                    Field.of("lease_id", Kind.UUID),
                    Field.of("used_period_id", Kind.NUMBER),
                    Field.of("entry", Kind.COUNT),
                    Field.of("nas_id", Kind.NUMBER),
                    Field.of("acct_session_id", Kind.TEXT),
                    Field.of("started_at", Kind.TIME),
                    Field.of("stopped_at", Kind.TIME),
                    Field.of("session_seconds", Kind.NUMBER),
                    Field.of("billed_seconds", Kind.NUMBER),
                    Field.of("input_octets", Kind.NUMBER),
                    Field.of("output_octets", Kind.NUMBER),
                    Field.of("connections", Kind.COUNT));

    private final RowInserts rows;
    private final long period;

    RatedUsageWriter(Connection connection, long period) throws SQLException {
        this.rows = new RowInserts(connection, "rated_usage", FIELDS);
        this.period = period;
    }

    void write(MeteredSession session, long usedPeriod, RatedPart part) throws SQLException {
        rows.add(
                period,
                session.lease(),
                usedPeriod,
                part.entry(),
                session.nasId(),
                session.acctSessionId(),
                session.startedAt(),
                session.stoppedAt(),
                part.seconds(),
                part.billedSeconds(),
                part.inputOctets(),
                part.outputOctets(),
                part.connections());
    }

    @Override
    public void close() throws SQLException {
        rows.close();
    }
}
