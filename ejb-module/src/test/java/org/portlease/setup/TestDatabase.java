package org.portlease.setup;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.Persistence;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/**
 * H2 in memory, migrated as the server does it, under the server's persistence unit. Schema and
 * unit cost more than most tests do: a database that is closed is emptied, and the next test gets
 * it as the migrations had left it.
 */
public final class TestDatabase implements AutoCloseable {

    private static final Queue<Store> IDLE = new ConcurrentLinkedQueue<>();

    private final Store store;

    public TestDatabase() {
        Store idle = IDLE.poll();
        store = idle == null ? Store.migrated() : idle;
    }

    /**
     * What one test leaves to the next.
     *
     * @param emptying the statements after which it is as the migrations had left it
     */
    private record Store(
            JdbcDataSource dataSource, EntityManagerFactory factory, List<String> emptying) {

        static Store migrated() {
            JdbcDataSource dataSource = new JdbcDataSource();
            dataSource.setURL(
                    "jdbc:h2:mem:"
                            + UUID.randomUUID()
                            + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH"
                            + ";DB_CLOSE_DELAY=-1");
            Flyway.configure().dataSource(dataSource).load().migrate();
            EntityManagerFactory factory =
                    Persistence.createEntityManagerFactory(
                            "portlease",
                            Map.of(
                                    "jakarta.persistence.transactionType",
                                    "RESOURCE_LOCAL",
                                    "jakarta.persistence.nonJtaDataSource",
                                    dataSource));
            return new Store(dataSource, factory, emptying(dataSource));
        }

        private static List<String> emptying(JdbcDataSource dataSource) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                List<String> all = new ArrayList<>();
                all.add("set referential_integrity false");
                all.addAll(
                        texts(
                                statement,
                                "select 'truncate table ' || table_name || ' restart identity'"
                                        + " from information_schema.tables"
                                        + " where table_schema = 'public'"
                                        + " and table_name <> 'flyway_schema_history'"));
                for (String line : texts(statement, "script simple")) {
                    if (line.startsWith("INSERT INTO") && !line.contains("flyway_schema_history")) {
                        all.add(line);
                    }
                }
                all.add("set referential_integrity true");
                return List.copyOf(all);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static List<String> texts(Statement statement, String query) throws SQLException {
            List<String> texts = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
            }
            return texts;
        }

        void empty() {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                for (String each : emptying) {
                    statement.execute(each);
                }
            } catch (SQLException e) {
                throw new IllegalStateException("a test has left a transaction open", e);
            }
        }
    }

    public JdbcDataSource dataSource() {
        return store.dataSource();
    }

    public EntityManagerFactory factory() {
        return store.factory();
    }

    public <T> T inTransaction(Function<EntityManager, T> work) {
        EntityManager entities = factory().createEntityManager();
        try {
            entities.getTransaction().begin();
            T result = work.apply(entities);
            entities.getTransaction().commit();
            return result;
        } finally {
            if (entities.getTransaction().isActive()) {
                entities.getTransaction().rollback();
            }
            entities.close();
        }
    }

    public void run(Consumer<EntityManager> work) {
        inTransaction(
                entities -> {
                    work.accept(entities);
                    return true;
                });
    }

    /** Gives it up to the next test. */
    @Override
    public void close() {
        store.empty();
        IDLE.add(store);
    }
}
