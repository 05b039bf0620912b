package org.portlease.billing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.UUID;
import org.jboss.ejb3.annotation.TransactionTimeout;

/** What a client checks its invoices by, each call a transaction that changes nothing. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class UsageStatements {

    /** An invoice may have ten million sessions, and its reader may be slow. */
    private static final long LONGEST_SECONDS = 6 * 3_600;

    @PersistenceContext private EntityManager entities;

    /** Writes the sessions behind an issued invoice, with what each costs. */
    @TransactionTimeout(LONGEST_SECONDS)
    public void write(long invoice, OutputStream out) throws IOException {
        new UsageStatement(entities).write(invoice, out);
    }

    /** Writes a daily file again, byte for byte. */
    @TransactionTimeout(LONGEST_SECONDS)
    public void writeFile(long usageFile, OutputStream out) throws IOException {
        new UsageFiles(entities).write(usageFile, out);
    }

    /** Which invoices have a session, and how much of it. */
    public List<UsageTrail.Part> invoicesOf(UUID session) {
        return new UsageTrail(entities).of(session);
    }
}
