package org.portlease.billing;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.math.BigDecimal;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.LineUnit;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;

/**
 * A line of an invoice or of a credit note. One of usage leads to the sessions behind it: the rows
 * of {@code rated_usage} of its invoice's period, its used period and its entry.
 */
@Entity
@Table(name = "invoice_line")
public class InvoiceLine {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "invoice_id")
    private Invoice invoice;

    private int number;

    @Enumerated(EnumType.STRING)
    private LineKind kind;

    private long usedPeriodId;
    private @Nullable Integer entry;
    private String text;

    @Enumerated(EnumType.STRING)
    private LineUnit unit;

    @Column(precision = 28, scale = 9)
    private BigDecimal quantity;

    @Column(precision = 19, scale = 4)
    private BigDecimal amount;

    @Enumerated(EnumType.STRING)
    private TaxCategory taxCategory;

    @Column(precision = 6, scale = 3)
    private BigDecimal taxPercent;

    private @Nullable String taxReason;
    private @Nullable Long correctsLineId;

    @SuppressWarnings("NullAway.Init")
    protected InvoiceLine() {}

    InvoiceLine(Invoice invoice, int number, LineDraft draft) {
        this.invoice = invoice;
        this.number = number;
        this.kind = draft.kind();
        this.usedPeriodId = draft.usedPeriod();
        this.entry = draft.entry().isPresent() ? draft.entry().getAsInt() : null;
        this.text = draft.text();
        this.unit = draft.kind().unit();
        this.quantity = draft.quantity();
        this.amount = draft.amount();
        this.taxCategory = draft.tax().category();
        this.taxPercent = draft.tax().percent();
        this.taxReason = draft.tax().reason();
    }

    /** Says which line of an invoice it takes back from. */
    void correct(InvoiceLine line) {
        correctsLineId = line.id(); // by its methods: it may be a proxy, whose fields are empty
        unit = line.unit();
    }

    public long id() {
        return id;
    }

    public Invoice invoice() {
        return invoice;
    }

    /** Its place in the invoice, from 1. */
    public int number() {
        return number;
    }

    public LineKind kind() {
        return kind;
    }

    /** The period that it is of: where that is not the invoice's, it is late. */
    public long usedPeriodId() {
        return usedPeriodId;
    }

    /** Which price of usage of that period; empty for what is no usage. */
    public OptionalInt entry() {
        return entry == null ? OptionalInt.empty() : OptionalInt.of(entry);
    }

    public String text() {
        return text;
    }

    public LineUnit unit() {
        return unit;
    }

    public BigDecimal quantity() {
        return quantity;
    }

    /** Net. */
    public BigDecimal amount() {
        return amount;
    }

    public Tax tax() {
        return new Tax(taxCategory, taxPercent, taxReason);
    }

    /** The line that it takes back from. */
    public OptionalLong correctsLineId() {
        return correctsLineId == null ? OptionalLong.empty() : OptionalLong.of(correctsLineId);
    }
}
