package org.portlease.settlement;

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
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.BillingRefusedException;
import org.portlease.billing.Invoice;
import org.portlease.billing.InvoiceLine;

/**
 * That a client does not agree with a line of an invoice.
 *
 * <p>It is open until somebody settles it with a credit note, rejects it, or the client withdraws
 * it; then it never changes again, and says who opened and who closed it.
 */
@Entity
public class Dispute {

    static final int LONGEST_REASON = 200;

    /** How far it is. */
    public enum State {
        OPEN,
        /** By a credit note. */
        SETTLED,
        /** The line stands. */
        REJECTED,
        /** The client agrees after all. */
        WITHDRAWN
    }

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private long invoiceId;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "line_id")
    private InvoiceLine line;

    @Column(precision = 19, scale = 4)
    private BigDecimal amount;

    private String reason;

    @Enumerated(EnumType.STRING)
    private State state;

    private String openedBy;
    private Instant openedAt;
    private @Nullable String closedBy;
    private @Nullable Instant closedAt;
    private @Nullable String closingReason;
    private @Nullable Long creditNoteId;

    @SuppressWarnings("NullAway.Init")
    protected Dispute() {}

    Dispute(InvoiceLine line, BigDecimal amount, String reason, String who, Instant now) {
        this.invoiceId = line.invoice().id();
        this.line = line;
        this.amount = amount;
        this.reason = Required.text("a dispute's reason", reason, LONGEST_REASON);
        this.state = State.OPEN;
        this.openedBy = Required.who(who);
        this.openedAt = now;
    }

    void settle(Invoice creditNote, String who, Instant now) {
        close(State.SETTLED, who, now);
        creditNoteId = creditNote.id();
    }

    void reject(String why, String who, Instant now) {
        closingReason = Required.text("the reason of a rejection", why, LONGEST_REASON);
        close(State.REJECTED, who, now);
    }

    void withdraw(String who, Instant now) {
        close(State.WITHDRAWN, who, now);
    }

    private void close(State as, String who, Instant now) {
        requireOpen();
        state = as;
        closedBy = Required.who(who);
        closedAt = now;
    }

    void requireOpen() {
        if (state != State.OPEN) {
            throw new BillingRefusedException(
                    "only an open dispute can be closed, but dispute " + id + " is " + state);
        }
    }

    public long id() {
        return id;
    }

    public long invoiceId() {
        return invoiceId;
    }

    public InvoiceLine line() {
        return line;
    }

    /** What of the line is disputed, net. */
    public BigDecimal amount() {
        return amount;
    }

    public String reason() {
        return reason;
    }

    public State state() {
        return state;
    }

    public String openedBy() {
        return openedBy;
    }

    public Instant openedAt() {
        return openedAt;
    }

    /** Empty while it is open. */
    public Optional<String> closedBy() {
        return Optional.ofNullable(closedBy);
    }

    public Optional<Instant> closedAt() {
        return Optional.ofNullable(closedAt);
    }

    /** Why it was rejected. */
    public Optional<String> closingReason() {
        return Optional.ofNullable(closingReason);
    }

    /** What it was settled by. */
    public OptionalLong creditNoteId() {
        return creditNoteId == null ? OptionalLong.empty() : OptionalLong.of(creditNoteId);
    }
}
