package org.portlease.setup;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationInfoService;

/** Brings the schema to what this archive knows, and nothing else: it must be nobody else's. */
final class SchemaUpgrade {

    private static final String SETTING = "PORTLEASE_DB_URL";

    /** The migration since which nodes say that they are there. */
    private static final String NODES = "9";

    /** Longer than a node that lives is ever silent; by the database's clock. */
    private static final String OTHERS =
            "select name from node where name <> ?"
                    + " and seen_at > current_timestamp - interval '15' second order by name";

    private final DataSource dataSource;
    private final String node;

    /**
     * @param node this node's name
     */
    SchemaUpgrade(DataSource dataSource, String node) {
        this.dataSource = dataSource;
        this.node = node;
    }

    /**
     * @throws WrongSettingException where the schema is newer, or is to be changed while other
     *     nodes work on it
     * @throws FlywayException where a migration fails
     */
    void run() {
        Flyway flyway = flyway(dataSource);
        MigrationInfoService migrations = flyway.info();
        refuseNewer(migrations);
        refuseBesideOthers(migrations);
        flyway.migrate();
    }

    /** Flyway would let an archive work on the schema of a later one, which it does not know. */
    private static void refuseNewer(MigrationInfoService migrations) {
        String unknown =
                Stream.of(migrations.applied())
                        .filter(migration -> !migration.getState().isResolved())
                        .map(SchemaUpgrade::version)
                        .collect(Collectors.joining(", "));
        if (!unknown.isEmpty()) {
            throw new WrongSettingException(
                    SETTING,
                    "the schema is newer than this archive, which does not know its migrations "
                            + unknown
                            + "; start the archive that made them, or restore the backup of before");
        }
    }

    /** A node that runs does not know the schema that would be made under it. */
    private void refuseBesideOthers(MigrationInfoService migrations) {
        if (migrations.pending().length == 0
                || Stream.of(migrations.applied())
                        .map(SchemaUpgrade::version)
                        .noneMatch(NODES::equals)) {
            return;
        }
        List<String> others = others();
        if (!others.isEmpty()) {
            throw new WrongSettingException(
                    SETTING,
                    "this archive would migrate the schema, but other nodes were there in the last"
                            + " 15 s: stop "
                            + String.join(", ", others)
                            + " and start this one again");
        }
    }

    private List<String> others() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(OTHERS)) {
            statement.setString(1, node);
            List<String> names = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        } catch (SQLException e) {
            throw new FlywayException("cannot tell which nodes run: " + e.getMessage(), e);
        }
    }

    private static String version(MigrationInfo migration) {
        return String.valueOf(migration.getVersion());
    }

    /** A schema that holds the server's own timer table is not empty: hence the baseline. */
    static Flyway flyway(DataSource dataSource) {
        return Flyway.configure(SchemaUpgrade.class.getClassLoader())
                .dataSource(dataSource)
                .locations(locations(dataSource))
                .baselineOnMigrate(true)
                .baselineVersion("0")
                .load();
    }

    /** What every database runs, and what only one of them understands. */
    private static String[] locations(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection()) {
            String product = connection.getMetaData().getDatabaseProductName();
            String own = product.equals("PostgreSQL") ? "postgresql" : "h2";
            return new String[] {"classpath:db/migration", "classpath:db/" + own};
        } catch (SQLException e) {
            throw new FlywayException("cannot connect: " + e.getMessage(), e);
        }
    }
}
