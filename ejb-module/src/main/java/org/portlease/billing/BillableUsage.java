package org.portlease.billing;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The sessions that a period's invoice may have something of, one after the other as the database
 * gives them: bounded memory, however many there are. One statement, so that a session that stops
 * meanwhile is seen once: open, or closed.
 */
final class BillableUsage {

    private static final int FETCH = 2_000;

    private static final String COLUMNS =
            "u.id, u.nas_id, u.acct_session_id, u.pop_id, u.port_type, u.burst, u.started_at, ";

    private static final String COUNTERS =
            " u.session_seconds, u.input_octets, u.output_octets, q.lease_id, q.decision,"
                    + " q.session_seconds, q.input_octets, q.output_octets, ";

    private static final String QUARANTINE =
            " u left join quarantined_usage q on q.lease_id = u.id ";

    private static final String NOTHING_BEFORE = "0, 0, 0, 0, 0 ";

    /** Of the sessions that earlier invoices may have parts of. */
    private static final String BEFORE =
            before("session_seconds")
                    + ", "
                    + before("billed_seconds")
                    + ", "
                    + before("input_octets")
                    + ", "
                    + before("output_octets")
                    + ", "
                    + before("connections")
                    + " ";

    private static final String STOPPED = "select " + COLUMNS + "u.stopped_at," + COUNTERS;

    /**
     * Began in the period, or so it seems of those that stopped in it; began before it, or so soon
     * after its begin that clocks may have had it otherwise; came too late for theirs; are open.
     */
    private static final String ALL =
            STOPPED
                    + NOTHING_BEFORE
                    + "from usage_record"
                    + QUARANTINE
                    + "where u.contract_id = ? and u.stopped_at >= ? and u.started_at >= ?"
                    + " and (u.started_at < ? or u.stopped_at < ?) union all "
                    + STOPPED
                    + BEFORE
                    + "from usage_record"
                    + QUARANTINE
                    + "where u.contract_id = ? and u.stopped_at >= ? and u.started_at < ?"
                    + " union all "
                    + STOPPED
                    + BEFORE
                    + "from usage_record"
                    + QUARANTINE
                    + "where u.contract_id = ? and u.after_cut and u.stopped_at < ? union all "
                    + "select "
                    + COLUMNS
                    + "cast(null as timestamp with time zone),"
                    + COUNTERS
                    + BEFORE
                    + "from lease"
                    + QUARANTINE
                    + "where u.contract_id = ? and u.started_at < ?";

    private static String before(String column) {
        return "(select coalesce(sum(r."
                + column
                + "), 0) from rated_usage r where r.lease_id = u.id and r.period_id <> ?)";
    }

    private final Map<Long, String> groupOfPop;

    /**
     * @param groupOfPop points of presence that are in none are left out
     */
    BillableUsage(Map<Long, String> groupOfPop) {
        this.groupOfPop = groupOfPop;
    }

    /** What is done with each. */
    interface Visitor {

        /**
         * @param decision what a person has decided of it
         */
        void visit(MeteredSession session, BilledBefore before, Decision decision)
                throws SQLException;
    }

    /** Whether a session may be billed. */
    enum Decision {
        /** Nobody has doubted it. */
        UNTOUCHED,
        /** It was looked at, and is billed. */
        BILL,
        /** It is not billed: never, or not yet. */
        KEEP_BACK
    }

    void visit(Connection connection, long contract, RatingPeriod period, Visitor visitor)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ALL)) {
            statement.setFetchSize(FETCH);
            bind(statement, contract, period);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    visit(rows, visitor);
                }
            }
        }
    }

    private static void bind(PreparedStatement statement, long contract, RatingPeriod period)
            throws SQLException {
        Timestamp from = Timestamp.from(period.from());
        Timestamp until = Timestamp.from(period.until());
        Timestamp surelyAfter = Timestamp.from(period.from().plus(Implausible.SLACK));
        var parameters = new Parameters(statement);
        parameters.add(contract).add(from).add(surelyAfter).add(until).add(until);
        parameters.addTimes(5, period.id()).add(contract).add(from).add(surelyAfter);
        parameters.addTimes(5, period.id()).add(contract).add(from);
        parameters.addTimes(5, period.id()).add(contract).add(until);
    }

    private void visit(ResultSet row, Visitor visitor) throws SQLException {
        MeteredSession session =
                new MeteredSession(
                        row.getObject(1, UUID.class),
                        row.getLong(2),
                        row.getString(3),
                        groupOfPop.get(row.getLong(4)),
                        number(row, 5),
                        row.getBoolean(6),
                        time(row, 7).orElseThrow(),
                        time(row, 8).orElse(null),
                        row.getLong(9),
                        row.getLong(10),
                        row.getLong(11));
        BilledBefore before =
                new BilledBefore(
                        row.getLong(17),
                        row.getLong(18),
                        row.getLong(19),
                        row.getLong(20),
                        row.getInt(21));
        if (row.getObject(12) == null) {
            visitor.visit(session, before, Decision.UNTOUCHED);
        } else if ("BILL".equals(row.getString(13))) {
            visitor.visit(corrected(session, row), before, Decision.BILL);
        } else {
            visitor.visit(session, before, Decision.KEEP_BACK);
        }
    }

    /**
     * Not as a Timestamp: until the JIT has seen enough, the driver's Calendar costs twice as much.
     */
    private static Optional<Instant> time(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
                .map(OffsetDateTime::toInstant);
    }

    private static MeteredSession corrected(MeteredSession session, ResultSet row)
            throws SQLException {
        return session.with(
                orElse(row, 14, session.seconds()),
                orElse(row, 15, session.inputOctets()),
                orElse(row, 16, session.outputOctets()));
    }

    private static long orElse(ResultSet row, int column, long otherwise) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? otherwise : value;
    }

    private static @Nullable Integer number(ResultSet row, int column) throws SQLException {
        int value = row.getInt(column);
        return row.wasNull() ? null : value;
    }

    /** Binds one value after the other. */
    private static final class Parameters {

        private final PreparedStatement statement;
        private int index;

        Parameters(PreparedStatement statement) {
            this.statement = statement;
        }

        Parameters add(long value) throws SQLException {
            statement.setLong(++index, value);
            return this;
        }

        Parameters add(Timestamp value) throws SQLException {
            statement.setTimestamp(++index, value);
            return this;
        }

        Parameters addTimes(int times, long value) throws SQLException {
            for (int i = 0; i < times; i++) {
                add(value);
            }
            return this;
        }
    }
}
