package org.portlease.settlement;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.portlease.billing.BillingRefusedException;
import org.portlease.billing.DocumentSeries;
import org.portlease.billing.Invoice;
import org.portlease.billing.InvoiceDesk;
import org.portlease.billing.Payment;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.invoice.DocumentKind;
import org.portlease.provider.Installation;
import org.portlease.provider.Provider;
import org.portlease.session.Capacity;

/**
 * Sets off what a provider owes us against what we owe it, where each is the other's client. One
 * transaction's.
 */
public final class Netting {

    private static final int LONGEST_REFERENCE = 64;

    private final EntityManager entities;
    private final ReceivedInvoices received;

    public Netting(EntityManager entities) {
        this.entities = entities;
        this.received = new ReceivedInvoices(entities);
    }

    /** What would be set off now: nothing is changed. */
    public NettingBalance statement(long providerId, Currency currency, LocalDate asOf) {
        ReceivedInvoices.exists(providerId, entities.find(Provider.class, providerId));
        return balance(new NettingRequest(providerId, currency, asOf), LockModeType.NONE);
    }

    /**
     * Sets off, oldest invoices first on both sides, and keeps a numbered statement of it. A
     * reference that is known already changes nothing.
     *
     * @throws BillingRefusedException where a side has nothing open, or the reference was used for
     *     another request
     */
    public NettingStatement settle(NettingRequest request, String reference, Instant now) {
        Required.text("a netting's reference", reference, LONGEST_REFERENCE);
        received.locked(request.providerId());
        Optional<NettingStatement> known = find(reference);
        if (known.isPresent()) {
            return same(known.get(), request);
        }
        NettingBalance balance = balance(request, LockModeType.PESSIMISTIC_WRITE);
        if (balance.setOff().amount().signum() == 0) {
            throw new BillingRefusedException(
                    "there is nothing to set off: they owe "
                            + balance.ourSum()
                            + ", we owe "
                            + balance.theirSum());
        }
        entities.flush(); // all but the number: its series is locked as late as can be
        var statement =
                new NettingStatement(
                        new DocumentSeries(entities).next(DocumentSeries.Kind.NETTING, today(now)),
                        balance,
                        reference,
                        now);
        entities.persist(statement);
        lockCapacities(balance);
        balance.ours().forEach(item -> payOurs(item, statement, now));
        balance.theirs().forEach(item -> payTheirs(item, statement, now));
        return statement;
    }

    private static NettingStatement same(NettingStatement known, NettingRequest request) {
        if (!known.request().equals(request)) {
            throw new BillingRefusedException(
                    "the reference '"
                            + known.reference()
                            + "' is that of the statement "
                            + known.number()
                            + " for "
                            + known.request()
                            + ", but now was used for "
                            + request);
        }
        return known;
    }

    /** The statement of a request. */
    public Optional<NettingStatement> find(String reference) {
        return entities
                .createQuery(
                        "select s from NettingStatement s where s.reference = :reference",
                        NettingStatement.class)
                .setParameter("reference", reference)
                .getResultList()
                .stream()
                .findFirst();
    }

    private NettingBalance balance(NettingRequest request, LockModeType lock) {
        List<Invoice> ours =
                entities.createQuery(
                                "select i from Invoice i where i.contractId in (select c.id from"
                                        + " Contract c where c.providerId = :provider)"
                                        + " and i.kind = :invoice and i.state = :issued"
                                        + " and i.currency = :currency and i.issuedOn <= :asOf"
                                        + " and i.total > i.paid order by i.issuedOn, i.id",
                                Invoice.class)
                        .setParameter("provider", request.providerId())
                        .setParameter("invoice", DocumentKind.INVOICE)
                        .setParameter("issued", Invoice.State.ISSUED)
                        .setParameter("currency", request.currency().getCurrencyCode())
                        .setParameter("asOf", request.asOf())
                        .setLockMode(lock)
                        .getResultList();
        return NettingBalance.of(
                request,
                ours,
                received.open(request.providerId(), request.currency(), request.asOf(), lock));
    }

    /** All at once and ordered by id, as every transaction that locks several of them. */
    private void lockCapacities(NettingBalance balance) {
        balance.ours().stream()
                .map(item -> entities.find(Invoice.class, Objects.requireNonNull(item.invoiceId())))
                .map(invoice -> entities.find(Contract.class, invoice.contractId()).capacityId())
                .sorted()
                .distinct()
                .forEach(
                        capacity ->
                                entities.find(
                                        Capacity.class, capacity, LockModeType.PESSIMISTIC_WRITE));
    }

    private void payOurs(NettingItem item, NettingStatement statement, Instant now) {
        if (item.setOff().signum() > 0) {
            new InvoiceDesk(entities)
                    .pay(
                            Objects.requireNonNull(item.invoiceId()),
                            Payment.Kind.NETTING,
                            new Money(item.setOff(), statement.request().currency()),
                            statement.number(),
                            now);
        }
    }

    private void payTheirs(NettingItem item, NettingStatement statement, Instant now) {
        if (item.setOff().signum() > 0) {
            received.settle(
                    entities.find(
                            ReceivedInvoice.class,
                            Objects.requireNonNull(item.receivedInvoiceId())),
                    Payment.Kind.NETTING,
                    item.setOff(),
                    statement.number(),
                    now);
        }
    }

    private LocalDate today(Instant now) {
        return now.atZone(entities.find(Installation.class, Installation.ID).zone()).toLocalDate();
    }
}
