package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.portlease.export.InvoiceCsv;
import org.portlease.export.InvoiceJson;
import org.portlease.invoice.InvoiceDocument;

/**
 * Writes issued invoices and credit notes as they are read, so that any number fits. Inside a
 * transaction.
 */
@ApplicationScoped
@Transactional
public class InvoiceExport {

    private static final int FETCH = 100;

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected InvoiceExport() {}

    /** Outside a container. */
    public InvoiceExport(EntityManager entities) {
        this.entities = entities;
    }

    /** How. */
    public enum Format {
        JSON,
        CSV
    }

    /**
     * Those of the days from the first on to the last, in the order of their issue.
     *
     * @param out stays open
     * @throws BillingRefusedException where one names no seller or no buyer
     */
    public void write(Format format, LocalDate first, LocalDate last, OutputStream out)
            throws IOException {
        write(format, first, last, Optional.empty(), out);
    }

    /** Those of some contracts alone, where they are given. */
    void write(
            Format format,
            LocalDate first,
            LocalDate last,
            Optional<? extends Collection<Long>> contracts,
            OutputStream out)
            throws IOException {
        try (Stream<InvoiceDocument> documents = documents(first, last, contracts)) {
            Iterator<InvoiceDocument> each = documents.iterator();
            switch (format) {
                case JSON -> InvoiceJson.write(each, out);
                case CSV -> InvoiceCsv.write(each, out);
            }
        }
    }

    private Stream<InvoiceDocument> documents(
            LocalDate first, LocalDate last, Optional<? extends Collection<Long>> contracts) {
        return entities.createQuery(
                        "select i from Invoice i where i.issuedOn >= :first and i.issuedOn <= :last"
                                + " and (:all = true or i.contractId in (:contracts))"
                                + " order by i.issuedAt, i.id",
                        Invoice.class)
                .setParameter("first", first)
                .setParameter("last", last)
                .setParameter("all", contracts.isEmpty())
                .setParameter(
                        "contracts", contracts.<Collection<Long>>map(ids -> ids).orElse(List.of()))
                .setHint("org.hibernate.fetchSize", FETCH)
                .setHint("org.hibernate.readOnly", true)
                .getResultStream()
                .map(
                        invoice -> {
                            InvoiceDocument document = new InvoiceDocuments(entities).of(invoice);
                            entities.detach(invoice);
                            return document;
                        });
    }
}
