package org.portlease.session;

import jakarta.persistence.PersistenceException;
import java.sql.SQLTransactionRollbackException;

/** What is told like a conflict that the database has found: the transaction has to begin anew. */
final class Conflict {

    private static final String SERIALIZATION_FAILURE = "40001";

    private Conflict() {}

    static PersistenceException because(String reason) {
        return new PersistenceException(
                new SQLTransactionRollbackException(reason, SERIALIZATION_FAILURE));
    }
}
