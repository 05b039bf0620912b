package org.portlease.settlement;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.portlease.billing.BillingRefusedException;
import org.portlease.billing.Invoice;
import org.portlease.billing.InvoiceDesk;
import org.portlease.billing.InvoiceLine;
import org.portlease.invoice.DocumentKind;

/** What clients do not agree with, and what becomes of it. One transaction's. */
public final class Disputes {

    private final EntityManager entities;
    private final InvoiceDesk desk;

    public Disputes(EntityManager entities) {
        this.entities = entities;
        this.desk = new InvoiceDesk(entities);
    }

    /**
     * Disputes a line of an invoice that was issued, paid or not.
     *
     * @param lineNumber from 1
     * @param amount net, of the line's sign, and at most what credit notes have left of it
     * @throws BillingRefusedException where that is not so, the line is disputed already, or the
     *     invoice is a draft or was credited
     */
    public Dispute open(
            long invoiceId,
            int lineNumber,
            BigDecimal amount,
            String reason,
            String who,
            Instant now) {
        Invoice invoice = issued(invoiceId);
        InvoiceLine line = line(invoice, lineNumber);
        requireUndisputed(line);
        BigDecimal disputed =
                within(
                        amount,
                        desk.leftOf(line),
                        "of line " + lineNumber + " of the invoice " + number(invoice),
                        invoice);
        Dispute dispute = new Dispute(line, disputed, reason, who, now);
        entities.persist(dispute);
        return dispute;
    }

    /**
     * Settles a dispute with a credit note, which is issued at once.
     *
     * @param credited net, of the disputed amount's sign, and at most that much
     * @return the credit note
     * @throws BillingRefusedException where that is more than was disputed or is left of the line,
     *     or the dispute is not open
     */
    public Invoice settle(long disputeId, BigDecimal credited, String who, Instant now) {
        Dispute dispute = locked(disputeId);
        dispute.requireOpen();
        Invoice invoice = issued(dispute.invoiceId());
        BigDecimal amount = within(credited, dispute.amount(), "of dispute " + disputeId, invoice);
        BigDecimal left = desk.leftOf(dispute.line());
        if (amount.abs().compareTo(left.abs()) > 0) {
            throw new BillingRefusedException(
                    "line "
                            + dispute.line().number()
                            + " of the invoice "
                            + number(invoice)
                            + " was credited while it was disputed: "
                            + left.toPlainString()
                            + " is left of it, but "
                            + amount.toPlainString()
                            + " was to be credited");
        }
        Invoice note =
                desk.credit(
                        invoice.id(),
                        Map.of(dispute.line().id(), amount),
                        "Dispute " + disputeId + ": " + dispute.reason(),
                        now);
        dispute.settle(note, who, now);
        return note;
    }

    /** The line stands as it is. */
    public Dispute reject(long disputeId, String reason, String who, Instant now) {
        Dispute dispute = locked(disputeId);
        dispute.requireOpen();
        dispute.reject(reason, who, now);
        return dispute;
    }

    /** The client agrees after all. */
    public Dispute withdraw(long disputeId, String who, Instant now) {
        Dispute dispute = locked(disputeId);
        dispute.withdraw(who, now);
        return dispute;
    }

    /** All disputes of an invoice, the oldest first. */
    public List<Dispute> of(long invoiceId) {
        return entities.createQuery(
                        "select d from Dispute d join fetch d.line where d.invoiceId = :invoice"
                                + " order by d.id",
                        Dispute.class)
                .setParameter("invoice", invoiceId)
                .getResultList();
    }

    /** The invoice's lock makes disputes and credits of it come one after the other. */
    private Invoice issued(long invoiceId) {
        Invoice invoice = entities.find(Invoice.class, invoiceId, LockModeType.PESSIMISTIC_WRITE);
        if (invoice == null) {
            throw new BillingRefusedException("there is no invoice " + invoiceId);
        }
        if (invoice.kind() != DocumentKind.INVOICE || invoice.state() == Invoice.State.DRAFT) {
            throw new BillingRefusedException(
                    "only an issued invoice can be disputed, but this is "
                            + (invoice.kind() == DocumentKind.INVOICE
                                    ? "a draft"
                                    : "a credit note"));
        }
        if (invoice.state() == Invoice.State.CREDITED) {
            throw new BillingRefusedException(
                    "the invoice "
                            + number(invoice)
                            + " was credited: nothing of it is left to be disputed");
        }
        return invoice;
    }

    private static InvoiceLine line(Invoice invoice, int number) {
        return invoice.lines().stream()
                .filter(line -> line.number() == number)
                .findFirst()
                .orElseThrow(
                        () ->
                                new BillingRefusedException(
                                        "the invoice "
                                                + number(invoice)
                                                + " has the lines 1 to "
                                                + invoice.lines().size()
                                                + ", but line "
                                                + number
                                                + " was disputed"));
    }

    private void requireUndisputed(InvoiceLine line) {
        of(line.invoice().id()).stream()
                .filter(dispute -> dispute.state() == Dispute.State.OPEN)
                .filter(dispute -> dispute.line().id() == line.id())
                .findFirst()
                .ifPresent(
                        dispute -> {
                            throw new BillingRefusedException(
                                    "line "
                                            + line.number()
                                            + " is disputed already, by dispute "
                                            + dispute.id());
                        });
    }

    private static BigDecimal within(
            BigDecimal amount, BigDecimal most, String of, Invoice invoice) {
        BigDecimal payable = Required.payable("a disputed amount", amount, invoice.currency());
        if (payable.signum() == 0
                || payable.signum() != most.signum()
                || payable.abs().compareTo(most.abs()) > 0) {
            throw new BillingRefusedException(
                    of
                            + " more than nothing and at most "
                            + most.toPlainString()
                            + " can be asked for, but was "
                            + amount.toPlainString());
        }
        return payable;
    }

    private static String number(Invoice invoice) {
        return invoice.number().orElseThrow();
    }

    private Dispute locked(long id) {
        Dispute dispute = entities.find(Dispute.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (dispute == null) {
            throw new BillingRefusedException("there is no dispute " + id);
        }
        return dispute;
    }
}
