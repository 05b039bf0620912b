package org.portlease.settlement;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.jboss.ejb3.annotation.TransactionTimeout;
import org.portlease.billing.BillingRefusedException;
import org.portlease.billing.Invoice;
import org.portlease.contract.Money;

/**
 * What follows an invoice, each call a transaction: it is done, or refused with a sentence ({@link
 * BillingRefusedException}) and nothing is changed.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Settlement {

    /** A client's file may have ten million lines. */
    private static final long LONGEST_COMPARISON_SECONDS = 6 * 3_600;

    @PersistenceContext private EntityManager entities;
    @Inject private Clock clock;

    /** Compares a client's records with what an invoice bills. */
    @TransactionTimeout(LONGEST_COMPARISON_SECONDS)
    public Reconciliation reconcile(
            long invoice, InputStream file, Tolerance tolerance, String who) {
        return new Reconciler(entities).reconcile(invoice, file, tolerance, who, clock.instant());
    }

    /**
     * What a comparison has found, in its order.
     *
     * @param after the last one that is known; 0 for the first
     */
    public List<Difference> differences(long reconciliation, long after, int limit) {
        return new Reconciler(entities).differences(reconciliation, after, limit);
    }

    /**
     * Opens a dispute of a line of an issued invoice.
     *
     * @param amount net, in the invoice's currency
     */
    public Dispute dispute(long invoice, int line, BigDecimal amount, String reason, String who) {
        return new Disputes(entities).open(invoice, line, amount, reason, who, clock.instant());
    }

    /** Settles a dispute by a credit note. */
    public Invoice settle(long dispute, BigDecimal credited, String who) {
        return new Disputes(entities).settle(dispute, credited, who, clock.instant());
    }

    /** Rejects a dispute. */
    public Dispute reject(long dispute, String reason, String who) {
        return new Disputes(entities).reject(dispute, reason, who, clock.instant());
    }

    /** Takes a dispute back. */
    public Dispute withdraw(long dispute, String who) {
        return new Disputes(entities).withdraw(dispute, who, clock.instant());
    }

    /** Notes an invoice that a provider has issued to the master. */
    public ReceivedInvoice record(
            long provider, String number, LocalDate issuedOn, LocalDate dueOn, Money total) {
        return new ReceivedInvoices(entities)
                .record(provider, number, issuedOn, dueOn, total, clock.instant());
    }

    /** Notes that the master has paid a provider's invoice. */
    public ReceivedInvoice pay(long received, Money amount, String reference) {
        return new ReceivedInvoices(entities).pay(received, amount, reference, clock.instant());
    }

    /** What both sides owe each other. */
    public NettingBalance balance(long provider, Currency currency, LocalDate asOf) {
        return new Netting(entities).statement(provider, currency, asOf);
    }

    /** Sets off what both sides owe each other, once a reference. */
    public NettingStatement net(NettingRequest request, String reference) {
        return new Netting(entities).settle(request, reference, clock.instant());
    }
}
