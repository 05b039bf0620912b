package org.portlease.settlement;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.BillingRefusedException;

/**
 * Reads the sessions of both sides in one order, and gives those together that may be one session:
 * of one Acct-Session-Id, and each start within the tolerance of the one before. Only they are in
 * memory, however many there are in all. The database alone compares texts, so its order need not
 * be known here. One thread's.
 */
final class SessionMerge {

    private static final int FETCH = 2_000;
    private static final int MOST_ALIKE = 1_000;

    private static final String BOTH_SIDES =
            """
            select * from (
              select r.acct_session_id, r.started_at, 1 as side, r.lease_id,
                  cast(null as bigint) as line, coalesce(n.name, '') as nas, r.session_seconds,
                  r.input_octets, r.output_octets, r.billed_seconds, r.used_period_id, r.entry
                from rated_usage r left join nas n on n.id = r.nas_id
               where r.period_id = ?
              union all
              select t.acct_session_id, t.started_at, 2, cast(null as uuid), t.line, t.nas,
                  t.session_seconds, t.input_octets, t.output_octets, cast(0 as bigint),
                  cast(0 as bigint), 0
                from reconciliation_record t where t.reconciliation_id = ?) s
            order by acct_session_id, started_at, side, lease_id, line
            """;

    private final AveragePrices prices;
    private final Duration startTolerance;
    private final Visitor visitor;
    private List<OurSession> ours = new ArrayList<>();
    private List<TheirSession> theirs = new ArrayList<>();
    private @Nullable String session;
    private Instant lastStart = Instant.EPOCH;

    /** What is done with sessions that may be one. */
    interface Visitor {

        void visit(List<OurSession> ours, List<TheirSession> theirs) throws SQLException;
    }

    SessionMerge(AveragePrices prices, Duration startTolerance, Visitor visitor) {
        this.prices = prices;
        this.startTolerance = startTolerance;
        this.visitor = visitor;
    }

    void run(Connection connection, long period, long reconciliation) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(BOTH_SIDES)) {
            statement.setFetchSize(FETCH);
            statement.setLong(1, period);
            statement.setLong(2, reconciliation);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    add(rows);
                }
            }
        }
        giveOn();
    }

    private void add(ResultSet row) throws SQLException {
        if (row.getInt(3) == 1) {
            OurSession part = ours(row);
            int last = ours.size() - 1;
            if (last >= 0 && ours.get(last).lease().equals(part.lease())) {
                ours.set(last, ours.get(last).plus(part));
            } else {
                next(part.session(), part.startedAt());
                ours.add(part);
            }
        } else {
            TheirSession one = theirs(row);
            next(one.session(), one.startedAt());
            theirs.add(one);
        }
    }

    private void next(@Nullable String id, Instant start) throws SQLException {
        boolean alike =
                id != null && id.equals(session) && !start.isAfter(lastStart.plus(startTolerance));
        if (!alike) {
            giveOn();
        }
        if (ours.size() + theirs.size() == MOST_ALIKE) {
            throw new BillingRefusedException(
                    "more than "
                            + MOST_ALIKE
                            + " sessions have the Acct-Session-Id '"
                            + id
                            + "' and begin so near to each other that they can't be told apart:"
                            + " a tolerance of fewer minutes may help");
        }
        session = id;
        lastStart = start;
    }

    private void giveOn() throws SQLException {
        if (!ours.isEmpty() || !theirs.isEmpty()) {
            visitor.visit(ours, theirs);
            ours = new ArrayList<>();
            theirs = new ArrayList<>();
        }
    }

    private OurSession ours(ResultSet row) throws SQLException {
        return new OurSession(
                Objects.requireNonNull(row.getObject(4, UUID.class)),
                row.getString(1),
                row.getString(6),
                row.getTimestamp(2).toInstant(),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9),
                prices.of(row.getLong(10), row.getLong(11), row.getInt(12)));
    }

    private static TheirSession theirs(ResultSet row) throws SQLException {
        return new TheirSession(
                row.getLong(5),
                row.getString(1),
                row.getString(6),
                row.getTimestamp(2).toInstant(),
                row.getLong(7),
                row.getLong(8),
                row.getLong(9));
    }
}
