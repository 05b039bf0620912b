package org.portlease.settlement;

import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import org.portlease.billing.Invoice;

/** That an invoice was compared with its client's own records, and what came of it. */
@Entity
public class Reconciliation {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long invoiceId;
    private String fileSha256;
    @Embedded private Tolerance tolerance;
    private String madeBy;
    private Instant madeAt;
    @Embedded private ReconciliationSummary summary;

    @SuppressWarnings("NullAway.Init")
    protected Reconciliation() {}

    /** Before the file is read: {@link #complete} says the rest. */
    Reconciliation(Invoice invoice, Tolerance tolerance, String who, Instant now) {
        this.invoiceId = invoice.id();
        this.fileSha256 = "";
        this.tolerance = tolerance;
        this.madeBy = Required.who(who);
        this.madeAt = now;
        this.summary = new ReconciliationTally().summary(invoice.currency());
    }

    void complete(String sha256, ReconciliationSummary found) {
        fileSha256 = sha256;
        summary = found;
    }

    public long id() {
        return id;
    }

    public long invoiceId() {
        return invoiceId;
    }

    /** Of the client's file, in hexadecimal. */
    public String fileSha256() {
        return fileSha256;
    }

    public Tolerance tolerance() {
        return tolerance;
    }

    public String madeBy() {
        return madeBy;
    }

    public Instant madeAt() {
        return madeAt;
    }

    public ReconciliationSummary summary() {
        return summary;
    }
}
