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
import java.util.HashMap;
import java.util.Map;
import org.hibernate.Session;
import org.portlease.contract.Contract;
import org.portlease.invoice.DocumentKind;
import org.portlease.provider.Nas;
import org.portlease.provider.Provider;

/**
 * States for an issued invoice what it has of each session, so that a client can hold it against
 * its own records; the prices sum to the invoice's net to the cent. Streams: bounded memory,
 * however many sessions there are. One transaction's.
 */
public final class UsageStatement {

    private static final int FETCH = 2_000;
    private static final int BUFFER = 1 << 16;

    private final EntityManager entities;

    public UsageStatement(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * @param out is flushed, not closed
     * @throws BillingRefusedException where there is no such invoice, or it is not issued, or is a
     *     credit note
     * @throws IOException where {@code out} takes no more
     */
    public void write(long invoiceId, OutputStream out) throws IOException {
        Invoice invoice = issued(invoiceId);
        Contract contract = entities.find(Contract.class, invoice.contractId());
        BillingPeriod period = entities.find(BillingPeriod.class, invoice.periodId());
        var buffered = new BufferedOutputStream(out, BUFFER);
        var format = new StatementFormat(buffered, invoice, LineShares.of(entities, invoice));
        format.begin(
                entities.find(Provider.class, contract.providerId()).name(),
                contract.virtualSubscriber().identifier(),
                period);
        Map<Long, String> nases = nases();
        try {
            entities.unwrap(Session.class)
                    .doWork(connection -> writeParts(connection, invoice, nases, format));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        format.end();
        buffered.flush();
    }

    private Invoice issued(long invoiceId) {
        Invoice invoice = entities.find(Invoice.class, invoiceId);
        if (invoice == null) {
            throw new BillingRefusedException("there is no invoice " + invoiceId);
        }
        if (invoice.kind() != DocumentKind.INVOICE || invoice.state() == Invoice.State.DRAFT) {
            throw new BillingRefusedException(
                    "usage is stated for issued invoices, but "
                            + invoiceId
                            + (invoice.kind() == DocumentKind.INVOICE
                                    ? " is a draft"
                                    : " is a credit note"));
        }
        return invoice;
    }

    private Map<Long, String> nases() {
        Map<Long, String> names = new HashMap<>();
        entities.createQuery("select n from Nas n", Nas.class).getResultList().stream()
                .forEach(nas -> names.put(nas.id(), nas.name()));
        return names;
    }

    /** In the order of the primary key, which is the order that prices are shared out in. */
    private static void writeParts(
            Connection connection, Invoice invoice, Map<Long, String> nases, StatementFormat format)
            throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "select * from rated_usage where period_id = ?"
                                + " order by period_id, lease_id, used_period_id, entry")) {
            statement.setFetchSize(FETCH);
            statement.setLong(1, invoice.periodId());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    format.part(rows, nases.getOrDefault(rows.getLong("nas_id"), ""));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
