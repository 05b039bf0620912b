package org.portlease.billing;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.invoice.DocumentKind;
import org.portlease.invoice.InvoiceDocument;

/**
 * An invoice, or a credit note.
 *
 * <p>It begins as the draft that a close leaves, which may be computed again. Issued it has a
 * number, names its parties as they are then, and never changes but for what is paid of it: it is
 * settled when all of it is, and credited when credit notes have taken all of it back.
 */
@Entity
public class Invoice {

    /** How far it is. */
    public enum State {
        DRAFT,
        ISSUED,
        SETTLED,
        CREDITED
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long contractId;
    private long periodId;

    @Enumerated(EnumType.STRING)
    private DocumentKind kind;

    @Enumerated(EnumType.STRING)
    private State state;

    private @Nullable String number;
    private @Nullable LocalDate issuedOn;
    private @Nullable LocalDate dueOn;
    @Column private @Nullable Instant issuedAt;
    private String currency;

    @Column(precision = 19, scale = 4)
    private BigDecimal net;

    @Column(precision = 19, scale = 4)
    private BigDecimal tax;

    @Column(precision = 19, scale = 4)
    private BigDecimal total;

    @Column(precision = 19, scale = 4)
    private BigDecimal paid;

    private @Nullable String seller;
    private @Nullable String buyer;
    private @Nullable Long correctsId;
    private @Nullable String reason;

    @OneToMany(mappedBy = "invoice", cascade = CascadeType.ALL, orphanRemoval = true)
    @OrderBy("number")
    private List<InvoiceLine> lines = new ArrayList<>();

    @SuppressWarnings("NullAway.Init")
    protected Invoice() {}

    private Invoice(Contract contract, long periodId, DocumentKind kind, InvoiceDraft draft) {
        this.contractId = contract.id();
        this.periodId = periodId;
        this.kind = kind;
        this.state = State.DRAFT;
        this.currency = draft.currency().getCurrencyCode();
        this.net = draft.net();
        this.tax = draft.tax();
        this.total = draft.total();
        this.paid = BigDecimal.ZERO;
        draft.lines().forEach(line -> lines.add(new InvoiceLine(this, lines.size() + 1, line)));
    }

    /** What a close leaves. */
    static Invoice draft(Contract contract, BillingPeriod period, InvoiceDraft draft) {
        return new Invoice(contract, period.id(), DocumentKind.INVOICE, draft);
    }

    /**
     * A credit note, still without a number.
     *
     * @param draft with positive amounts
     */
    static Invoice credit(Contract contract, Invoice corrected, InvoiceDraft draft, String reason) {
        var note = new Invoice(contract, corrected.periodId(), DocumentKind.CREDIT_NOTE, draft);
        note.correctsId = corrected.id();
        note.reason = reason;
        return note;
    }

    /**
     * Gives it its number.
     *
     * @param newSeller JSON of a party; null where nobody has said who sells
     * @param newBuyer as the seller
     */
    void issue(
            String newNumber,
            LocalDate on,
            LocalDate due,
            Instant at,
            @Nullable String newSeller,
            @Nullable String newBuyer) {
        if (state != State.DRAFT) {
            throw new BillingRefusedException(
                    "only a draft can be issued, but " + number + " is " + state);
        }
        number = newNumber;
        issuedOn = on;
        dueOn = due;
        issuedAt = at;
        seller = newSeller;
        buyer = newBuyer;
        state = total.signum() == 0 ? State.SETTLED : State.ISSUED;
    }

    /**
     * Part of it is paid.
     *
     * @param amount of the total's sign, and not more than is open
     */
    void pay(BigDecimal amount) {
        if (kind != DocumentKind.INVOICE || state != State.ISSUED) {
            throw new BillingRefusedException(
                    "only an issued invoice that is not settled takes payments, but this is "
                            + (kind == DocumentKind.INVOICE ? "" : "a credit note, ")
                            + state);
        }
        BigDecimal open = open();
        if (amount.signum() == 0
                || amount.stripTrailingZeros().scale() > Money.digits(currency())
                || amount.signum() != open.signum()
                || amount.abs().compareTo(open.abs()) > 0) {
            throw new BillingRefusedException(
                    "a payment of the invoice "
                            + number
                            + " must be an amount that can be paid, at most "
                            + open.toPlainString()
                            + " "
                            + currency
                            + ", but was "
                            + amount.toPlainString());
        }
        paid = paid.add(amount);
        state = open().signum() == 0 ? State.SETTLED : state;
    }

    /**
     * A credit note takes part of it back.
     *
     * @param whole whether nothing is left of it
     */
    void credited(BigDecimal amount, boolean whole) {
        paid = paid.add(amount.min(open().max(BigDecimal.ZERO)));
        if (whole) {
            state = State.CREDITED;
        } else {
            state = open().signum() == 0 ? State.SETTLED : State.ISSUED;
        }
    }

    /** What is still to be paid. */
    public BigDecimal open() {
        return total.subtract(paid);
    }

    public long id() {
        return id;
    }

    public long contractId() {
        return contractId;
    }

    /** The period that its lines are of, but for late ones. */
    public long periodId() {
        return periodId;
    }

    public DocumentKind kind() {
        return kind;
    }

    public State state() {
        return state;
    }

    /** Empty while it is a draft. */
    public Optional<String> number() {
        return Optional.ofNullable(number);
    }

    public Optional<LocalDate> issuedOn() {
        return Optional.ofNullable(issuedOn);
    }

    public Optional<LocalDate> dueOn() {
        return Optional.ofNullable(dueOn);
    }

    public Currency currency() {
        return Currency.getInstance(currency);
    }

    public BigDecimal net() {
        return net;
    }

    public BigDecimal tax() {
        return tax;
    }

    public BigDecimal total() {
        return total;
    }

    /** What of it is paid, or taken back by credit notes. */
    public BigDecimal paid() {
        return paid;
    }

    /** Who sold, as JSON; empty where nobody had said. */
    public Optional<String> seller() {
        return Optional.ofNullable(seller);
    }

    public Optional<String> buyer() {
        return Optional.ofNullable(buyer);
    }

    /** The invoice that a credit note takes back from. */
    public OptionalLong correctsId() {
        return correctsId == null ? OptionalLong.empty() : OptionalLong.of(correctsId);
    }

    /** Why a credit note was written. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    public List<InvoiceLine> lines() {
        return List.copyOf(lines);
    }

    /** For a credit note's document. */
    InvoiceDocument.Reference reference() {
        return new InvoiceDocument.Reference(number().orElseThrow(), issuedOn().orElseThrow());
    }
}
