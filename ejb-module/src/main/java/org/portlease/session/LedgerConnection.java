package org.portlease.session;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.hibernate.Session;
import org.hibernate.jdbc.Work;
import org.jspecify.annotations.Nullable;

/**
 * The connection of one transaction, taken when it is first needed and kept until the end: to take
 * it for each statement anew costs as much as a small statement does. One thread's.
 */
final class LedgerConnection {

    private final EntityManager entities;
    private final @Nullable DataSource dataSource;
    private @Nullable Connection connection;

    /**
     * @param dataSource null outside a container, where the entity manager keeps its connection
     */
    LedgerConnection(EntityManager entities, @Nullable DataSource dataSource) {
        this.entities = entities;
        this.dataSource = dataSource;
    }

    /**
     * @throws PersistenceException where the database refuses
     */
    void run(Work work) {
        if (dataSource == null) {
            entities.unwrap(Session.class).doWork(work);
            return;
        }
        try {
            if (connection == null) {
                connection = dataSource.getConnection();
            }
            work.execute(connection);
        } catch (SQLException e) {
            throw new PersistenceException(e);
        }
    }

    /** It goes back to the pool, once the transaction is over. */
    void release() {
        if (connection == null) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            throw new PersistenceException(e);
        } finally {
            connection = null;
        }
    }
}
