package org.portlease.test.world;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * The database of one world, looked at from outside the server. Providers are spoken of by their
 * names. Every call takes its own connection; a statement that fails fails the test.
 *
 * @param url as the server's data source takes it
 */
public record Database(String url, String user, String password) {

    private static final String OF_PROVIDER =
            " (select c.id from contract c join provider p on p.id = c.provider_id"
                    + " where p.name = ?)";

    /** The same PostgreSQL database, reached through another port. */
    public Database throughPort(int port) {
        return new Database(url.replaceFirst(":[0-9]+/", ":" + port + "/"), user, password);
    }

    /** Ends every other session of the PostgreSQL database, whatever it is doing. */
    public void terminateOthers() {
        texts(
                "select pg_terminate_backend(pid) from pg_stat_activity"
                        + " where datname = current_database() and pid <> pg_backend_pid()");
    }

    /** Sets the ports of a provider's contract: in force at once. */
    public void setPorts(String provider, int ports) {
        updateCapacity("ports = ?", ports, provider);
    }

    /** Sets the connection time that the period has already seen: in force at once. */
    public void setClosedSeconds(String provider, long seconds) {
        updateCapacity("closed_seconds = ?", seconds, provider);
    }

    /** Sets what the provider owes: in force at once. */
    public void setOwed(String provider, long amount) {
        updateCapacity("owed = ?", amount, provider);
    }

    /** As before the running period was first rated. */
    public void setUnrated(String provider) {
        updateCapacity("unbilled_at_seconds = ?, unbilled = 0", 0, provider);
    }

    private void updateCapacity(String assignment, long value, String provider) {
        update(
                "update capacity set "
                        + assignment
                        + " where id = (select c.capacity_id from contract c join provider p"
                        + " on p.id = c.provider_id where p.name = ?)",
                value,
                provider);
    }

    /** Ports in use, as the contract's capacity row counts them. */
    public long inUse(String provider) {
        return number(
                "select k.in_use from capacity k join contract c on c.capacity_id = k.id"
                        + " join provider p on p.id = c.provider_id where p.name = ?",
                provider);
    }

    public long inUseAtPop(String pop) {
        return number(
                "select k.in_use from capacity k join pop p on p.capacity_id = k.id"
                        + " where p.name = ?",
                pop);
    }

    /** Leases of the provider that are not closed yet. */
    public long leases(String provider) {
        return number("select count(*) from lease where contract_id =" + OF_PROVIDER, provider);
    }

    public long leases(String provider, String state) {
        return number(
                "select count(*) from lease where contract_id =" + OF_PROVIDER + " and state = ?",
                provider,
                state);
    }

    /** Closed sessions of the provider. */
    public long usages(String provider) {
        return number(
                "select count(*) from usage_record where contract_id =" + OF_PROVIDER, provider);
    }

    /** Seconds over the provider's closed sessions. */
    public long usedSeconds(String provider) {
        return number(
                "select coalesce(sum(session_seconds), 0) from usage_record where contract_id ="
                        + OF_PROVIDER,
                provider);
    }

    public long refusals(String provider, String reason) {
        return number(
                "select coalesce(sum(refusals), 0) from refusal_count where contract_id ="
                        + OF_PROVIDER
                        + " and reason = ?",
                provider,
                reason);
    }

    /** How often the accounting of that NAS has met the rule. */
    public long oddities(String nas, String rule) {
        return number(
                "select coalesce(sum(o.times), 0) from accounting_oddity o"
                        + " join nas n on n.id = o.nas_id where n.name = ? and o.rule = ?",
                nas,
                rule);
    }

    /** Leases of the provider that ended without a session, for that cause. */
    public long released(String provider, String cause) {
        return number(
                "select count(*) from released_lease where contract_id ="
                        + OF_PROVIDER
                        + " and cause = ?",
                provider,
                cause);
    }

    /** Closed sessions of the provider that ended so. */
    public long ended(String provider, String cause, boolean estimated) {
        return number(
                "select count(*) from usage_record where contract_id ="
                        + OF_PROVIDER
                        + " and end_cause = ? and estimated = ?",
                provider,
                cause,
                estimated);
    }

    /** Changes configuration: raises its version in the same transaction. */
    public void configure(String sql, Object... arguments) {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            execute(connection, sql, arguments);
            execute(connection, "update installation set config_version = config_version + 1");
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    public void update(String sql, Object... arguments) {
        try (Connection connection = connect()) {
            execute(connection, sql, arguments);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static void execute(Connection connection, String sql, Object... arguments)
            throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, arguments)) {
            statement.execute();
        }
    }

    /** The first column of the only row. */
    public long number(String sql, Object... arguments) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                throw new AssertionError("no row: " + sql + " with " + List.of(arguments));
            }
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The first column of every row, as text. */
    public List<String> texts(String sql, Object... arguments) {
        try (Connection connection = connect();
                PreparedStatement statement = prepare(connection, sql, arguments);
                ResultSet rows = statement.executeQuery()) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... arguments)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
