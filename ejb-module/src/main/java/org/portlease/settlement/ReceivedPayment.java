package org.portlease.settlement;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import org.portlease.billing.Payment;

/** What settles a received invoice, or part of it. A reference counts once. */
@Entity
public class ReceivedPayment {

    private static final int LONGEST_REFERENCE = 64;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long receivedInvoiceId;

    @Enumerated(EnumType.STRING)
    private Payment.Kind kind;

    @Column(precision = 19, scale = 4)
    private BigDecimal amount;

    private Instant at;
    private String reference;

    @SuppressWarnings("NullAway.Init")
    protected ReceivedPayment() {}

    ReceivedPayment(
            ReceivedInvoice invoice,
            Payment.Kind kind,
            BigDecimal amount,
            String reference,
            Instant at) {
        this.receivedInvoiceId = invoice.id();
        this.kind = kind;
        this.amount = amount;
        this.at = at;
        this.reference = Required.text("a payment's reference", reference, LONGEST_REFERENCE);
    }

    public long id() {
        return id;
    }

    public long receivedInvoiceId() {
        return receivedInvoiceId;
    }

    /** Money that we paid, or what was set off. */
    public Payment.Kind kind() {
        return kind;
    }

    public BigDecimal amount() {
        return amount;
    }

    public Instant at() {
        return at;
    }

    public String reference() {
        return reference;
    }
}
