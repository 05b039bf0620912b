package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.portlease.invoice.DocumentKind;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** The billing periods of all contracts. */
@ApplicationScoped
@Transactional
public class BillingPeriods {

    private static final Listing<BillingPeriod, Long> LISTING =
            Listing.numbered(BillingPeriod.class, BillingPeriod::id)
                    .sortable("startsAt", "startsAt", BillingPeriod::startsAt, Instant::parse)
                    .sortable("dueAt", "dueAt", BillingPeriod::dueAt, Instant::parse);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected BillingPeriods() {}

    /** Outside a container. */
    public BillingPeriods(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A period, and what it has led to.
     *
     * @param invoice empty where there is none
     */
    public record Entry(BillingPeriod period, Optional<Invoice> invoice) {}

    /**
     * @param contracts whose; empty for all
     */
    public Page<Entry> page(
            PageRequest request,
            Optional<? extends Collection<Long>> contracts,
            Optional<BillingPeriod.State> state) {
        return LISTING.page(
                        entities,
                        request,
                        RowFilters.ofContracts(contracts),
                        Filter.equal("state", state))
                .map(this::entry);
    }

    public Optional<Entry> find(long id) {
        return Optional.ofNullable(entities.find(BillingPeriod.class, id)).map(this::entry);
    }

    private Entry entry(BillingPeriod period) {
        return new Entry(
                period,
                entities
                        .createQuery(
                                "select i from Invoice i where i.periodId = :period"
                                        + " and i.kind = :invoice",
                                Invoice.class)
                        .setParameter("period", period.id())
                        .setParameter("invoice", DocumentKind.INVOICE)
                        .getResultList()
                        .stream()
                        .findFirst());
    }

    /**
     * @throws BillingRefusedException where it has been closed, or may not be closed yet
     */
    public static void requireClosable(BillingPeriod period, Instant now) {
        if (period.isClosed()) {
            throw new BillingRefusedException(
                    "the period from " + period.firstDay() + " has been closed");
        }
        if (now.isBefore(period.endsAt())) {
            throw new BillingRefusedException(
                    "the period from "
                            + period.firstDay()
                            + " is not over before "
                            + period.endsAt());
        }
        boolean parked = period.state() == BillingPeriod.State.PARKED; // due again only later
        if (!parked && now.isBefore(period.dueAt())) {
            throw new BillingRefusedException(
                    "the period from "
                            + period.firstDay()
                            + " may not be closed before "
                            + period.dueAt());
        }
    }
}
