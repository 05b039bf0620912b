package org.portlease.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Leaves each URL to the driver of its database, so that one setting, the URL, chooses between
 * PostgreSQL and H2: a data source of the server names its driver, and would need a second setting.
 *
 * <p>Connections to PostgreSQL get defaults that this server relies on; the URL may say otherwise:
 *
 * <ul>
 *   <li>{@code reWriteBatchedInserts}: a batch of inserts in one round trip;
 *   <li>{@code socketTimeout} and {@code connectTimeout}, in seconds: a database that vanished must
 *       not hold a thread for longer than a transaction may last;
 *   <li>{@code options}, {@code enable_seqscan=off}: every statement of ours finds its rows by key.
 *       A plan that PostgreSQL made and kept while a table was empty would walk through all of it.
 *       {@code jit=off}: it takes what it was told not to do for so dear that it compiles it first.
 *       And {@code lock_timeout}: a row that somebody holds is a conflict, not a database that is
 *       gone.
 * </ul>
 */
public final class UrlFollowingDriver implements Driver {

    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String H2 = "jdbc:h2:";
    private static final String CANNOT_CONNECT = "08001";
    private static final Properties POSTGRESQL_DEFAULTS = new Properties();

    static {
        POSTGRESQL_DEFAULTS.setProperty("reWriteBatchedInserts", "true");
        POSTGRESQL_DEFAULTS.setProperty("socketTimeout", "5");
        POSTGRESQL_DEFAULTS.setProperty("connectTimeout", "2");
        POSTGRESQL_DEFAULTS.setProperty(
                "options", "-c enable_seqscan=off -c jit=off -c lock_timeout=1s");
        POSTGRESQL_DEFAULTS.setProperty("ApplicationName", "portlease");
    }

    private final Driver postgresql = new org.postgresql.Driver();
    private final Driver h2 = new org.h2.Driver();

    /**
     * Every URL. The data source asks no other driver, so one of another database is an operator's
     * mistake, which {@link #connect} answers with a sentence; declined, the server would only name
     * this class.
     */
    @Override
    public boolean acceptsURL(String url) {
        return true;
    }

    @Override
    public @Nullable Connection connect(String url, @Nullable Properties properties)
            throws SQLException {
        return driverOf(url).connect(url, withDefaults(url, properties));
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, @Nullable Properties properties)
            throws SQLException {
        return driverOf(url).getPropertyInfo(url, withDefaults(url, properties));
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return List.of(postgresql, h2).stream().allMatch(Driver::jdbcCompliant);
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("org.portlease.jdbc");
    }

    private Driver driverOf(String url) throws SQLException {
        if (url.startsWith(POSTGRESQL)) {
            return postgresql;
        }
        if (url.startsWith(H2)) {
            return h2;
        }
        throw new SQLException(
                "PORTLEASE_DB_URL: expected a URL that begins with "
                        + POSTGRESQL
                        + " or "
                        + H2
                        + ", but got one of "
                        + schemeOf(url),
                CANNOT_CONNECT);
    }

    /** What may be shown of a URL: the rest may hold a password. */
    private static String schemeOf(String url) {
        return url.replaceFirst("[^A-Za-z0-9:].*", "");
    }

    /**
     * The URL's own parameters win over properties in either driver, so these are mere defaults.
     */
    static Properties withDefaults(String url, @Nullable Properties given) {
        Properties properties = new Properties();
        if (url.startsWith(POSTGRESQL)) {
            properties.putAll(POSTGRESQL_DEFAULTS);
        }
        if (given != null) {
            given.stringPropertyNames()
                    .forEach(name -> properties.setProperty(name, given.getProperty(name)));
        }
        return properties;
    }
}
