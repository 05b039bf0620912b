package org.portlease.billing;

import jakarta.persistence.EntityManager;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.hibernate.Session;

/**
 * Makes the daily files of usage records again from what was frozen of them, byte for byte.
 * Streams: bounded memory, however many records there are. One transaction's.
 */
public final class UsageFiles {

    private static final int FETCH = 2_000;
    private static final int BUFFER = 1 << 16;

    private final EntityManager entities;

    public UsageFiles(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A file that was made.
     *
     * @param provider the client's name when it was made
     */
    public record Made(
            long id, int sequence, LocalDate day, String provider, long contract, boolean first) {}

    /** A contract's files after that sequence, in their order. */
    public List<Made> madeAfter(long contract, int sequence, int limit) {
        return entities.createQuery(
                        "select new org.portlease.billing.UsageFiles$Made(f.id, f.sequence,"
                                + " f.onDay, f.provider, f.contractId, case when exists (select 1"
                                + " from Contract c, Contract d where c.id = f.contractId and"
                                + " d.providerId = c.providerId and d.id < c.id)"
                                + " then false else true end)"
                                + " from UsageFile f"
                                + " where f.contractId = :contract and f.sequence > :sequence"
                                + " and f.madeAt is not null order by f.sequence",
                        Made.class)
                .setParameter("contract", contract)
                .setParameter("sequence", sequence)
                .setMaxResults(limit)
                .getResultList();
    }

    /**
     * @param out is flushed, not closed
     * @throws BillingRefusedException where there is no such file, or it is not made yet
     * @throws IOException where {@code out} takes no more
     */
    public void write(long fileId, OutputStream out) throws IOException {
        UsageFile file = entities.find(UsageFile.class, fileId);
        if (file == null || !file.isMade()) {
            throw new BillingRefusedException(
                    file == null
                            ? "there is no usage file " + fileId
                            : "the usage file of "
                                    + file.day()
                                    + " is not made before "
                                    + file.dueAt());
        }
        var buffered = new BufferedOutputStream(out, BUFFER);
        UsageFileFormat format = writeLines(file, buffered);
        String digest = format.digest();
        if (!digest.equals(file.sha256())) {
            throw new IllegalStateException(
                    "the frozen records of the usage file "
                            + fileId
                            + " must have the digest "
                            + file.sha256()
                            + ", but have "
                            + digest);
        }
        format.end(digest);
    }

    /** All but the totals. */
    UsageFileFormat writeLines(UsageFile file, OutputStream out) throws IOException {
        var format = new UsageFileFormat(out);
        format.begin(file);
        try {
            entities.unwrap(Session.class)
                    .doWork(connection -> writeRecords(connection, file, format));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return format;
    }

    private static void writeRecords(Connection connection, UsageFile file, UsageFileFormat format)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select * from usage_file_record where file_id = ?"
                                + " order by stopped_at, lease_id")) {
            statement.setFetchSize(FETCH);
            statement.setLong(1, file.id());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    format.record(rows);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
