package org.portlease.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

class MigrationTest {

    /** A contract with an open session, a closed one, and refusals. */
    private static final String FIRST_VERSION =
            """
            insert into provider (name) values ('North');
            insert into capacity (ports, in_use, period_start, closed_seconds, open_sessions,
              open_start_sum, carried_seconds) values (9, 1, now(), 0, 1, 0, 0);
            insert into pop (name, capacity_id) values ('Central', 1);
            insert into capacity (ports, in_use, period_start, closed_seconds, open_sessions,
              open_start_sum, carried_seconds) values (4, 1, now(), 60, 1, 0, 0);
            insert into contract (provider_id, capacity_id, virtual_identifier, virtual_password,
              status, starts_at, time_zone, currency, rate_per_hour, balance)
              values (1, 2, 'v', X'01', 'ACTIVE', now(), 'UTC', 'EUR', 1, 0);
            insert into nas (name, pop_id, network, secret, message_authenticator, proxy, budget_ms)
              values ('N', 1, '192.0.2.1', X'01', 'OPTIONAL', false, 8000);
            insert into lease (id, state, contract_id, pop_id, nas_id, reserved_at, start_recorded,
              interims, session_seconds, input_octets, output_octets, late)
              values (random_uuid(), 'ACTIVE', 1, 1, 1, now(), true, 0, 0, 0, 0, false);
            insert into usage_record (id, contract_id, pop_id, nas_id, started_at, stopped_at,
              start_recorded, interims, session_seconds, input_octets, output_octets, late)
              values (random_uuid(), 1, 1, 1, now(), now(), true, 0, 60, 0, 0, false);
            insert into refusal (contract_id, reason, in_hour, refusals)
              values (1, 'NO_FREE_PORT', now(), 7);
            """;

    @Test
    void theMappingFitsTheMigratedSchema() {
        try (TestDatabase database = new TestDatabase()) {
            database.factory()
                    .unwrap(SessionFactory.class)
                    .getSchemaManager()
                    .validateMappedObjects();
        }
    }

    @Test
    void aSecondStartMigratesNothing() {
        try (TestDatabase database = new TestDatabase()) {
            assertThat(
                            Flyway.configure()
                                    .dataSource(database.dataSource())
                                    .load()
                                    .migrate()
                                    .migrationsExecuted)
                    .isZero();
        }
    }

    @Test
    void aSchemaThatHoldsTheServersOwnTableIsMigrated() throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:timers;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        try (Connection open = dataSource.getConnection();
                Statement statement = open.createStatement()) {
            statement.execute("create table jboss_ejb_timer (id integer)");

            assertThat(SchemaUpgrade.flyway(dataSource).migrate().migrationsExecuted).isPositive();
        }
    }

    @Test
    void aSchemaThatIsNewerIsRefused() throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:newer;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        SchemaUpgrade upgrade = new SchemaUpgrade(dataSource, "a");
        try (Connection open = dataSource.getConnection();
                Statement statement = open.createStatement()) {
            statement.execute("create table jboss_ejb_timer (id integer)"); // hence a baseline
            upgrade.run();
            upgrade.run();
            statement.execute(
                    """
                    insert into "flyway_schema_history" ("installed_rank", "version", "description",
                        "type", "script", "installed_by", "execution_time", "success")
                      values (999, '999', 'later', 'SQL', 'V999__later.sql', 'sa', 1, true)
                    """);

            assertThatThrownBy(upgrade::run)
                    .isInstanceOf(WrongSettingException.class)
                    .hasMessageContaining("PORTLEASE_DB_URL: the schema is newer")
                    .hasMessageContaining("migrations 999;");
        }
    }

    @Test
    void theSchemaIsNotMigratedUnderANodeThatRuns() throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:beside;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        try (Connection open = dataSource.getConnection();
                Statement statement = open.createStatement()) {
            Flyway.configure()
                    .configuration(SchemaUpgrade.flyway(dataSource).getConfiguration())
                    .target("9")
                    .load()
                    .migrate();
            statement.execute(
                    """
                    insert into node (name, version, started_at, seen_at, config_version)
                      values ('a', '1', now(), now(), 1),
                        ('gone', '1', now(), now() - interval '16' second, 1)
                    """);

            assertThatThrownBy(() -> new SchemaUpgrade(dataSource, "b").run())
                    .isInstanceOf(WrongSettingException.class)
                    .hasMessageContaining("stop a and start this one again");

            new SchemaUpgrade(dataSource, "a").run();
            new SchemaUpgrade(dataSource, "b").run(); // there is nothing to migrate any more
        }
    }

    /** What was there before leases survived, goes on as it was, with the usual conditions. */
    @Test
    void anInstallationOfTheFirstVersionIsUpgradedWithItsData() throws SQLException {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL("jdbc:h2:mem:upgrade;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE");
        try (Connection open = dataSource.getConnection();
                Statement statement = open.createStatement()) {
            Flyway.configure()
                    .configuration(SchemaUpgrade.flyway(dataSource).getConfiguration())
                    .target("1")
                    .load()
                    .migrate();
            statement.execute(FIRST_VERSION);

            SchemaUpgrade.flyway(dataSource).migrate();

            assertThat(text(statement, "select accounting from contract")).isEqualTo("STORE");
            assertThat(text(statement, "select missed_interims from nas")).isEqualTo("3");
            assertThat(text(statement, "select port_held from lease")).isEqualTo("TRUE");
            assertThat(text(statement, "select clients_in_use from capacity where ports = 9"))
                    .isEqualTo("1");
            assertThat(text(statement, "select end_cause from usage_record")).isEqualTo("STOP");
            assertThat(text(statement, "select refusals from refusal_count where pop_id = 0"))
                    .isEqualTo("7");
        }
    }

    private static String text(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }
}
