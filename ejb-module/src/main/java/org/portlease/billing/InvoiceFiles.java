package org.portlease.billing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jboss.ejb3.annotation.TransactionTimeout;
import org.portlease.export.InvoiceCsv;
import org.portlease.export.InvoiceJson;
import org.portlease.export.UblWriter;
import org.portlease.invoice.InvoiceDocument;

/** Writes issued invoices and credit notes as files, each call a transaction. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class InvoiceFiles {

    /** There may be any number of invoices, and their reader may be slow. */
    private static final long LONGEST_SECONDS = 6 * 3_600;

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    public InvoiceFiles() {}

    /** Outside a container. */
    public InvoiceFiles(EntityManager entities) {
        this.entities = entities;
    }

    /** Which forms a document has. */
    public enum Form {
        /** UBL 2.1, as EN 16931 wants it. */
        UBL,
        JSON,
        CSV
    }

    /**
     * @param out is flushed, not closed
     * @throws BillingRefusedException where it is a draft, names no seller or buyer, or can't be
     *     said in that form
     */
    @TransactionTimeout(LONGEST_SECONDS)
    public void write(long invoice, Form form, OutputStream out) throws IOException {
        Invoice known = entities.find(Invoice.class, invoice);
        if (known == null) {
            throw new BillingRefusedException("there is no invoice " + invoice);
        }
        InvoiceDocument document = new InvoiceDocuments(entities).of(known);
        switch (form) {
            case UBL -> {
                List<String> missing = UblWriter.missing(document);
                if (!missing.isEmpty()) {
                    throw new BillingRefusedException(
                            "the invoice "
                                    + document.number()
                                    + " does not conform to EN 16931: "
                                    + String.join("; ", missing));
                }
                UblWriter.write(document, out);
            }
            case JSON -> InvoiceJson.write(document, out);
            case CSV -> InvoiceCsv.write(List.of(document).iterator(), out);
        }
    }

    /**
     * Those of the days from the first on to the last, in the order of their issue.
     *
     * @param contracts whose; empty for all
     * @param out is flushed, not closed
     * @throws BillingRefusedException where one names no seller or no buyer
     */
    @TransactionTimeout(LONGEST_SECONDS)
    public void write(
            InvoiceExport.Format format,
            LocalDate first,
            LocalDate last,
            Optional<? extends Collection<Long>> contracts,
            OutputStream out)
            throws IOException {
        new InvoiceExport(entities).write(format, first, last, contracts, out);
    }
}
