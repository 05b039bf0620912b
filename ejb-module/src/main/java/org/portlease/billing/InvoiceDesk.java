package org.portlease.billing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.invoice.DocumentKind;
import org.portlease.provider.Installation;
import org.portlease.provider.Provider;
import org.portlease.session.Capacity;

/**
 * What is done with invoices: issued, paid, credited. What a client owes is changed with them, in
 * the same transaction. One transaction's.
 */
public final class InvoiceDesk {

    private static final int LONGEST_REASON = 253;

    private final EntityManager entities;
    private final BillingEvents events;

    public InvoiceDesk(EntityManager entities) {
        this.entities = entities;
        this.events = new BillingEvents(entities);
    }

    /**
     * Issues a draft: from now on it is owed.
     *
     * @throws BillingRefusedException where it is no draft
     */
    public Invoice issue(long invoiceId, Instant now) {
        Invoice invoice = locked(invoiceId);
        return issue(invoice, contractOf(invoice), now);
    }

    Invoice issue(Invoice invoice, Contract contract, Instant now) {
        Installation installation = entities.find(Installation.class, Installation.ID);
        Provider provider = entities.find(Provider.class, contract.providerId());
        LocalDate today = now.atZone(installation.zone()).toLocalDate();
        LocalDate due =
                invoice.kind() == DocumentKind.INVOICE
                        ? today.plusDays(contract.billing().paymentDays())
                        : today;
        entities.flush(); // all but the number: its series is locked as late as can be
        invoice.issue(
                new DocumentSeries(entities).next(DocumentSeries.Kind.of(invoice.kind()), today),
                today,
                due,
                now,
                installation.seller().orElse(null),
                provider.party().orElse(null));
        if (invoice.kind() == DocumentKind.INVOICE) {
            capacity(contract).bill(invoice.total());
            events.issued(invoice, contract, now);
        } else {
            charge(contract, invoice.total().negate());
        }
        return invoice;
    }

    private void charge(Contract contract, BigDecimal amount) {
        capacity(contract).charge(amount);
    }

    private Capacity capacity(Contract contract) {
        return entities.find(Capacity.class, contract.capacityId(), LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Notes a payment. Told again it changes nothing.
     *
     * @param amount in the invoice's currency; of a negative invoice, negative
     * @throws BillingRefusedException where the currency is another one, more is paid than is open,
     *     or another payment has the reference
     */
    public Invoice pay(
            long invoiceId, Payment.Kind kind, Money amount, String reference, Instant now) {
        Invoice invoice = locked(invoiceId);
        if (!amount.currency().equals(invoice.currency())) {
            throw new BillingRefusedException(
                    "the invoice is in " + invoice.currency() + ", but the payment is " + amount);
        }
        Optional<Payment> known = known(invoice, kind, reference);
        if (known.isPresent()) {
            known.get().requireOf(amount);
            return invoice;
        }
        invoice.pay(amount.amount());
        entities.persist(new Payment(invoice, kind, amount.amount(), now, reference));
        Contract contract = contractOf(invoice);
        charge(contract, amount.amount().negate());
        if (invoice.state() == Invoice.State.SETTLED) {
            events.settled(invoice, contract, now);
        }
        return invoice;
    }

    private Optional<Payment> known(Invoice invoice, Payment.Kind kind, String reference) {
        return entities
                .createQuery(
                        "select p from Payment p where p.invoiceId = :invoice"
                                + " and p.kind = :kind and p.reference = :reference",
                        Payment.class)
                .setParameter("invoice", invoice.id())
                .setParameter("kind", kind)
                .setParameter("reference", reference)
                .getResultList()
                .stream()
                .findFirst();
    }

    /**
     * Takes all that is left of an invoice back.
     *
     * @throws BillingRefusedException where nothing is left of it, or it was never issued
     */
    public Invoice creditAll(long invoiceId, String reason, Instant now) {
        Invoice invoice = locked(invoiceId);
        Map<Long, BigDecimal> left = new TreeMap<>();
        Map<Long, BigDecimal> credited = creditedByLine(invoice);
        for (InvoiceLine line : invoice.lines()) {
            BigDecimal rest =
                    line.amount().subtract(credited.getOrDefault(line.id(), BigDecimal.ZERO));
            if (rest.signum() != 0) {
                left.put(line.id(), rest);
            }
        }
        return credit(invoiceId, left, reason, now);
    }

    /**
     * Takes parts of an invoice's lines back with a credit note, which is issued at once.
     *
     * @param amounts net, by the lines' ids: of a line's sign, and at most what is left of it
     * @throws BillingRefusedException where that is more than is left, or the invoice was never
     *     issued
     */
    public Invoice credit(
            long invoiceId, Map<Long, BigDecimal> amounts, String reason, Instant now) {
        Invoice invoice = locked(invoiceId);
        if (invoice.kind() != DocumentKind.INVOICE || invoice.state() == Invoice.State.DRAFT) {
            throw new BillingRefusedException(
                    "only an issued invoice can be credited, but this is "
                            + (invoice.kind() == DocumentKind.INVOICE
                                    ? "a draft"
                                    : "a credit note"));
        }
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new BillingRefusedException(
                    "a credit note must have a reason of 1 to " + LONGEST_REASON + " characters");
        }
        Map<Long, BigDecimal> credited = creditedByLine(invoice);
        List<InvoiceLine> corrected = new ArrayList<>();
        List<LineDraft> lines = new ArrayList<>();
        for (InvoiceLine line : invoice.lines()) {
            BigDecimal amount = amounts.get(line.id());
            if (amount != null) {
                lines.add(back(line, amount, credited.getOrDefault(line.id(), BigDecimal.ZERO)));
                corrected.add(line);
            }
        }
        if (lines.isEmpty() || lines.size() < amounts.size()) {
            throw new BillingRefusedException(
                    "a credit note must name lines of its invoice that something is left of, but"
                            + " named "
                            + amounts.keySet());
        }
        return issueCredit(invoice, corrected, lines, reason, now);
    }

    private Invoice issueCredit(
            Invoice invoice,
            List<InvoiceLine> corrected,
            List<LineDraft> lines,
            String reason,
            Instant now) {
        Contract contract = contractOf(invoice);
        Invoice note =
                Invoice.credit(
                        contract, invoice, new InvoiceDraft(invoice.currency(), lines), reason);
        List<InvoiceLine> own = note.lines();
        for (int i = 0; i < own.size(); i++) {
            own.get(i).correct(corrected.get(i));
        }
        entities.persist(note);
        issue(note, contract, now);
        entities.flush();
        BigDecimal left =
                invoice.net()
                        .subtract(
                                creditedByLine(invoice).values().stream()
                                        .reduce(BigDecimal.ZERO, BigDecimal::add));
        BigDecimal closes = note.total().min(invoice.open().max(BigDecimal.ZERO));
        invoice.credited(note.total(), left.signum() == 0);
        if (closes.signum() > 0) {
            entities.persist(
                    new Payment(
                            invoice,
                            Payment.Kind.CREDIT_NOTE,
                            closes,
                            now,
                            note.number().orElseThrow()));
        }
        events.credited(note, invoice, contract, now);
        return note;
    }

    private static LineDraft back(InvoiceLine line, BigDecimal amount, BigDecimal credited) {
        BigDecimal left = line.amount().subtract(credited);
        boolean payable =
                amount.stripTrailingZeros().scale() <= Money.digits(line.invoice().currency());
        if (!payable
                || amount.signum() == 0
                || amount.signum() != left.signum()
                || amount.abs().compareTo(left.abs()) > 0) {
            throw new BillingRefusedException(
                    "of line "
                            + line.number()
                            + " at most "
                            + left.toPlainString()
                            + " can be credited, but "
                            + amount.toPlainString()
                            + " was asked for");
        }
        return new LineDraft(
                LineKind.CREDIT,
                line.usedPeriodId(),
                line.entry(),
                line.text(),
                quantity(line, amount),
                Money.round(amount, line.invoice().currency()),
                line.tax());
    }

    /** The whole line's where all of it is taken back, else one. */
    private static BigDecimal quantity(InvoiceLine line, BigDecimal amount) {
        return amount.compareTo(line.amount()) == 0
                ? line.quantity()
                : BigDecimal.valueOf(amount.signum());
    }

    /** What credit notes have left of a line, net. */
    public BigDecimal leftOf(InvoiceLine line) {
        return line.amount()
                .subtract(creditedByLine(line.invoice()).getOrDefault(line.id(), BigDecimal.ZERO));
    }

    private Map<Long, BigDecimal> creditedByLine(Invoice invoice) {
        Map<Long, BigDecimal> credited = new TreeMap<>();
        entities
                .createQuery(
                        "select l from InvoiceLine l join l.invoice n where n.correctsId = :id",
                        InvoiceLine.class)
                .setParameter("id", invoice.id())
                .getResultList()
                .stream()
                .forEach(
                        line ->
                                credited.merge(
                                        line.correctsLineId().orElseThrow(),
                                        line.amount(),
                                        BigDecimal::add));
        return credited;
    }

    /** Adds a line to the invoice of that time's period, or to a later one. */
    public OneOffCharge charge(
            Contract contract,
            Instant at,
            String text,
            Money amount,
            Optional<String> taxCode,
            String createdBy) {
        taxCode.filter(code -> !new TaxBook(entities).isKnown(code))
                .ifPresent(
                        code -> {
                            throw new BillingRefusedException("no tax has the code '" + code + "'");
                        });
        OneOffCharge charge =
                OneOffCharge.of(contract, at, text, amount, taxCode.orElse(null), createdBy);
        entities.persist(charge);
        return charge;
    }

    private Invoice locked(long id) {
        Invoice invoice = entities.find(Invoice.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (invoice == null) {
            throw new BillingRefusedException("there is no invoice " + id);
        }
        return invoice;
    }

    private Contract contractOf(Invoice invoice) {
        return entities.find(Contract.class, invoice.contractId());
    }
}
