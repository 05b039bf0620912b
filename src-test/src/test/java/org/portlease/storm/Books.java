package org.portlease.storm;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.portlease.test.world.Database;

/**
 * What the master's database says in the end.
 *
 * @param usages the closed sessions
 * @param unused the leases that were granted and released
 * @param disagreements what in the capacity rows does not agree with leases and records, a sentence
 *     each
 */
record Books(List<Usage> usages, Set<UUID> unused, List<String> disagreements) {

    /** Counted under locks, and counted again from the rows that the counters stand for. */
    private static final String CAPACITY =
            "select k.id, k.in_use, k.clients_in_use, k.burst_in_use, k.open_sessions,"
                    + " k.open_start_sum, k.promised_seconds, k.promised_sessions,"
                    + " k.closed_seconds, c.id is null as of_pop,"
                    + " (select count(*) from lease l where l.port_held"
                    + "   and (l.contract_id = c.id or l.pop_id = p.id)) as leases,"
                    + " (select coalesce(sum(u.session_seconds), 0) from usage_record u"
                    + "   where u.contract_id = c.id and u.stopped_at >= k.period_start) as used"
                    + " from capacity k left join contract c on c.capacity_id = k.id"
                    + " left join pop p on p.capacity_id = k.id";

    /** A usage record. */
    record Usage(
            UUID id,
            String nas,
            String sessionId,
            int seconds,
            boolean estimated,
            boolean late,
            String endCause,
            String remarks) {}

    static Books read(Database database) {
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            return new Books(usages(statement), unused(statement), disagreements(statement));
        } catch (SQLException e) {
            throw new AssertionError("the books cannot be read", e);
        }
    }

    /** How many sessions ended how. */
    String summary() {
        return usages.stream()
                        .collect(
                                Collectors.groupingBy(
                                        Usage::endCause, TreeMap::new, Collectors.counting()))
                + ", "
                + usages.stream().filter(usage -> !usage.remarks().isEmpty()).count()
                + " with remarks, "
                + unused.size()
                + " grants that no session used";
    }

    private static List<Usage> usages(Statement statement) throws SQLException {
        List<Usage> usages = new ArrayList<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "select u.id, n.name, u.acct_session_id, u.session_seconds, u.estimated,"
                                + " u.late, u.end_cause, u.remarks"
                                + " from usage_record u join nas n on n.id = u.nas_id")) {
            while (rows.next()) {
                usages.add(
                        new Usage(
                                rows.getObject(1, UUID.class),
                                rows.getString(2),
                                String.valueOf(rows.getString(3)),
                                rows.getInt(4),
                                rows.getBoolean(5),
                                rows.getBoolean(6),
                                rows.getString(7),
                                rows.getString(8)));
            }
        }
        return usages;
    }

    private static Set<UUID> unused(Statement statement) throws SQLException {
        Set<UUID> unused = new HashSet<>();
        try (ResultSet rows =
                statement.executeQuery(
                        "select id from released_lease where granted_at is not null")) {
            while (rows.next()) {
                unused.add(rows.getObject(1, UUID.class));
            }
        }
        return unused;
    }

    private static List<String> disagreements(Statement statement) throws SQLException {
        List<String> disagreements = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery(CAPACITY)) {
            while (rows.next()) {
                String row = "capacity row " + rows.getLong("id") + ": ";
                long leases = rows.getLong("leases");
                if (rows.getLong("in_use") != leases) {
                    disagreements.add(
                            row + rows.getLong("in_use") + " ports in use, " + leases + " leases");
                }
                if (!rows.getBoolean("of_pop")
                        && rows.getLong("closed_seconds") != rows.getLong("used")) {
                    disagreements.add(
                            String.format(
                                    "%s%d seconds counted, %d s in the usage records",
                                    row, rows.getLong("closed_seconds"), rows.getLong("used")));
                }
                for (String counter : COUNTERS_OF_NOTHING) {
                    if (leases == 0 && rows.getLong(counter) != 0) {
                        disagreements.add(
                                row + counter + " is " + rows.getLong(counter) + " without leases");
                    }
                }
            }
        }
        return disagreements;
    }

    private static final List<String> COUNTERS_OF_NOTHING =
            List.of(
                    "clients_in_use",
                    "burst_in_use",
                    "open_sessions",
                    "open_start_sum",
                    "promised_seconds",
                    "promised_sessions");
}
