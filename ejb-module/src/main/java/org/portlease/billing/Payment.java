package org.portlease.billing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.math.BigDecimal;
import java.time.Instant;
import org.portlease.contract.Money;
import org.portlease.provider.Checks;

/** What settles an invoice, or part of it. It counts once, so it may be told twice. */
@Entity
public class Payment {

    /** How. */
    public enum Kind {
        /** Money came. */
        PAYMENT,
        /** A credit note takes it back. */
        CREDIT_NOTE,
        /** Set off against what the other side had invoiced. */
        NETTING
    }

    private static final int LONGEST_REFERENCE = 64;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long invoiceId;

    @Enumerated(EnumType.STRING)
    private Kind kind;

    @Column(precision = 19, scale = 4)
    private BigDecimal amount;

    private Instant at;
    private String reference;

    @SuppressWarnings("NullAway.Init")
    protected Payment() {}

    Payment(Invoice invoice, Kind kind, BigDecimal amount, Instant at, String reference) {
        this.invoiceId = invoice.id();
        this.kind = kind;
        this.amount = amount;
        this.at = at;
        this.reference = Checks.text("a payment's reference", reference, LONGEST_REFERENCE);
    }

    /**
     * @throws BillingRefusedException where what is told with this reference is another payment
     */
    void requireOf(Money told) {
        requireSame(new Money(amount, told.currency()), told, reference);
    }

    /**
     * @param known what was paid with that reference
     * @throws BillingRefusedException where something else is said to have been
     */
    public static void requireSame(Money known, Money told, String reference) {
        if (known.amount().compareTo(told.amount()) != 0) {
            throw new BillingRefusedException(
                    "a payment of "
                            + new Money(
                                    Money.round(known.amount(), known.currency()), known.currency())
                            + " has the reference '"
                            + reference
                            + "' already");
        }
    }

    public long id() {
        return id;
    }

    public long invoiceId() {
        return invoiceId;
    }

    public Kind kind() {
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
