package org.portlease.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;

class MigrationTest {

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

            assertThat(Startup.migrations(dataSource).migrate().migrationsExecuted).isPositive();
        }
    }
}
