package org.portlease.billing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.ejb3.annotation.TransactionTimeout;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.invoice.InvoiceDocument;

/**
 * What people and programs do with invoices, each call a transaction: it is done, or refused with a
 * sentence ({@link BillingRefusedException}) and nothing is changed. What is returned is read only.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Invoicing {

    /** Rating a period takes as long as it has sessions. */
    private static final long LONGEST_RATING_SECONDS = 6 * 3_600;

    @PersistenceContext private EntityManager entities;
    @Inject private Clock clock;

    /** What the running period would come to now; empty where billing has not met the contract. */
    @TransactionTimeout(LONGEST_RATING_SECONDS)
    public Optional<InvoiceDraft> preview(long contract) {
        return new Preview(entities).of(contract(contract), clock.instant());
    }

    /** Computes a draft again; empty where there is nothing to bill any more. */
    @TransactionTimeout(LONGEST_RATING_SECONDS)
    public Optional<Invoice> recompute(long period) {
        return new PeriodCloser(entities).recompute(period, clock.instant());
    }

    /** Gives a draft its number. */
    public Invoice issue(long invoice) {
        return desk().issue(invoice, clock.instant());
    }

    /** Notes that money came; the same reference a second time changes nothing. */
    public Invoice pay(long invoice, Money amount, String reference) {
        return desk().pay(invoice, Payment.Kind.PAYMENT, amount, reference, clock.instant());
    }

    /** Takes all that is left of an invoice back with a credit note. */
    public Invoice creditAll(long invoice, String reason) {
        return desk().creditAll(invoice, reason, clock.instant());
    }

    /**
     * Takes parts of an invoice back with a credit note.
     *
     * @param amounts net, by the ids of its lines
     */
    public Invoice credit(long invoice, Map<Long, BigDecimal> amounts, String reason) {
        return desk().credit(invoice, amounts, reason, clock.instant());
    }

    /**
     * Adds a line to the invoice of that time's period, or to a later one.
     *
     * @param amount net; negative to give back
     * @param taxCode empty for the contract's
     */
    public OneOffCharge charge(
            long contract,
            Instant at,
            String text,
            Money amount,
            Optional<String> taxCode,
            String who) {
        return desk().charge(contract(contract), at, text, amount, taxCode, who);
    }

    /** An issued invoice or credit note, to be exported. */
    public InvoiceDocument document(long invoice) {
        Invoice known = entities.find(Invoice.class, invoice);
        if (known == null) {
            throw new BillingRefusedException("there is no invoice " + invoice);
        }
        return new InvoiceDocuments(entities).of(known);
    }

    /** The sessions that wait for a decision, the oldest first. */
    public List<Quarantine.Waiting> quarantined(int limit) {
        return new Quarantine(entities).waiting(limit);
    }

    /**
     * A session that was put aside is billed after all.
     *
     * @param instead what it is billed by; null for what was metered
     */
    public void bill(UUID lease, Quarantine.@Nullable Counters instead, String who) {
        new Quarantine(entities).bill(lease, instead, who, clock.instant());
    }

    /** A session that was put aside is never billed. */
    public void discard(UUID lease, String who) {
        new Quarantine(entities).discard(lease, who, clock.instant());
    }

    private InvoiceDesk desk() {
        return new InvoiceDesk(entities);
    }

    private Contract contract(long id) {
        Contract contract = entities.find(Contract.class, id);
        if (contract == null) {
            throw new BillingRefusedException("there is no contract " + id);
        }
        return contract;
    }
}
