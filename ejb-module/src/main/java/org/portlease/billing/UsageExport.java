package org.portlease.billing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.hibernate.Session;
import org.jboss.ejb3.annotation.TransactionTimeout;
import org.jspecify.annotations.Nullable;

/**
 * Writes usage records as they are read, so that any number fits: contract by contract, the
 * master's own last, each in the order of their stops.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class UsageExport {

    /** There may be fifty million, and their reader may be slow. */
    private static final long LONGEST_SECONDS = 6 * 3_600;

    private static final int FETCH = 2_000;
    private static final int BUFFER = 1 << 16;

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    public UsageExport() {}

    /** Outside a container. */
    public UsageExport(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @param out is flushed, not closed
     * @throws IOException where {@code out} takes no more
     */
    @TransactionTimeout(LONGEST_SECONDS)
    public void write(UsageFormat.Kind kind, UsageQuery query, OutputStream out)
            throws IOException {
        var buffered = new BufferedOutputStream(out, BUFFER);
        UsageFormat format = UsageFormat.of(kind, buffered);
        format.begin();
        try {
            for (Long owner : new UsageRecords(entities).owners(query)) {
                entities.unwrap(Session.class)
                        .doWork(connection -> writeOf(connection, owner, query, format));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        format.end();
        buffered.flush();
    }

    private static void writeOf(
            Connection connection, @Nullable Long owner, UsageQuery query, UsageFormat format)
            throws SQLException {
        UsageSelect select =
                new UsageSelect()
                        .say("select " + UsageRow.COLUMNS + " from usage_record u")
                        .whereOf(owner, query)
                        .say(" order by contract_id, stopped_at, id");
        try (PreparedStatement statement = select.prepare(connection)) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    format.row(UsageRow.of(rows));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
