package org.portlease.settlement;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.BillingRefusedException;
import org.portlease.billing.Payment;
import org.portlease.contract.Money;
import org.portlease.provider.Provider;

/** The invoices that clients have sent to us, and what we have paid of them. One transaction's. */
public final class ReceivedInvoices {

    private final EntityManager entities;

    public ReceivedInvoices(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Keeps an invoice. One that is known already changes nothing.
     *
     * @param number the sender's
     * @param total what is to be paid, tax included
     * @throws BillingRefusedException where the sender has sent another one with that number
     */
    public ReceivedInvoice record(
            long providerId,
            String number,
            LocalDate issuedOn,
            LocalDate dueOn,
            Money total,
            Instant now) {
        Provider sender = locked(providerId);
        var invoice = new ReceivedInvoice(sender, number, issuedOn, dueOn, total, now);
        Optional<ReceivedInvoice> known = find(providerId, number);
        if (known.isPresent()) {
            return same(known.get(), invoice);
        }
        entities.persist(invoice);
        return invoice;
    }

    private static ReceivedInvoice same(ReceivedInvoice known, ReceivedInvoice told) {
        if (!known.saysAs(told)) {
            throw new BillingRefusedException(
                    "the invoice "
                            + known.number()
                            + " of that provider is known as "
                            + described(known)
                            + ", but now is "
                            + described(told));
        }
        return known;
    }

    private static String described(ReceivedInvoice invoice) {
        return invoice.total()
                + ", issued on "
                + invoice.issuedOn()
                + ", due on "
                + invoice.dueOn();
    }

    /** An invoice of that sender and number. */
    public Optional<ReceivedInvoice> find(long providerId, String number) {
        return entities
                .createQuery(
                        "select r from ReceivedInvoice r where r.providerId = :provider"
                                + " and r.number = :number",
                        ReceivedInvoice.class)
                .setParameter("provider", providerId)
                .setParameter("number", number)
                .getResultList()
                .stream()
                .findFirst();
    }

    /**
     * Notes that we have paid. Told again it changes nothing.
     *
     * @throws BillingRefusedException where the currency is another one, more is paid than is open,
     *     or another payment has the reference
     */
    public ReceivedInvoice pay(long receivedId, Money amount, String reference, Instant now) {
        ReceivedInvoice invoice =
                entities.find(ReceivedInvoice.class, receivedId, LockModeType.PESSIMISTIC_WRITE);
        if (invoice == null) {
            throw new BillingRefusedException("there is no received invoice " + receivedId);
        }
        if (!amount.currency().equals(invoice.currency())) {
            throw new BillingRefusedException(
                    "the received invoice is in "
                            + invoice.currency()
                            + ", but the payment is "
                            + amount);
        }
        BigDecimal payable = Required.payable("a payment", amount.amount(), amount.currency());
        Optional<ReceivedPayment> known = known(invoice, reference);
        if (known.isPresent()) {
            Payment.requireSame(
                    new Money(known.get().amount(), invoice.currency()), amount, reference);
        } else {
            settle(invoice, Payment.Kind.PAYMENT, payable, reference, now);
        }
        return invoice;
    }

    void settle(
            ReceivedInvoice invoice,
            Payment.Kind kind,
            BigDecimal amount,
            String reference,
            Instant now) {
        invoice.pay(amount);
        entities.persist(new ReceivedPayment(invoice, kind, amount, reference, now));
    }

    private Optional<ReceivedPayment> known(ReceivedInvoice invoice, String reference) {
        return entities
                .createQuery(
                        "select p from ReceivedPayment p where p.receivedInvoiceId = :invoice"
                                + " and p.kind = :kind and p.reference = :reference",
                        ReceivedPayment.class)
                .setParameter("invoice", invoice.id())
                .setParameter("kind", Payment.Kind.PAYMENT)
                .setParameter("reference", reference)
                .getResultList()
                .stream()
                .findFirst();
    }

    /** What is open of a sender's invoices in one currency, the oldest first. */
    List<ReceivedInvoice> open(
            long providerId, Currency currency, LocalDate asOf, LockModeType lock) {
        return entities.createQuery(
                        "select r from ReceivedInvoice r where r.providerId = :provider"
                                + " and r.currency = :currency and r.issuedOn <= :asOf"
                                + " and r.total > r.paid order by r.issuedOn, r.id",
                        ReceivedInvoice.class)
                .setParameter("provider", providerId)
                .setParameter("currency", currency.getCurrencyCode())
                .setParameter("asOf", asOf)
                .setLockMode(lock)
                .getResultList();
    }

    /** The sender's lock makes what is kept and set off of it come one after the other. */
    Provider locked(long providerId) {
        return exists(
                providerId,
                entities.find(Provider.class, providerId, LockModeType.PESSIMISTIC_WRITE));
    }

    static Provider exists(long id, @Nullable Provider provider) {
        if (provider == null) {
            throw new BillingRefusedException("there is no provider " + id);
        }
        return provider;
    }
}
