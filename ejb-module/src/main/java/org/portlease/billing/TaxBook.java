package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.portlease.invoice.Tax;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** Which tax a code stands for, and since when. Inside a transaction. */
@ApplicationScoped
@Transactional
public class TaxBook {

    private static final Listing<TaxRate, Long> LISTING =
            Listing.numbered(TaxRate.class, TaxRate::id).sortable("code", TaxRate::code);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected TaxBook() {}

    /** Outside a container. */
    public TaxBook(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * What a code means from a day on.
     *
     * @throws BillingRefusedException where it has a meaning from that day on already, or a period
     *     that is closed and was taxed by it had that day in it, or began after it
     */
    public TaxRate set(String code, LocalDate from, Tax tax) {
        if (rates(code).stream().anyMatch(rate -> rate.validFrom().equals(from))) {
            throw new BillingRefusedException(
                    "the tax code '" + code + "' has a rate from " + from + " on already");
        }
        entities
                .createQuery(
                        "select p from BillingPeriod p, Contract c where p.contractId = c.id"
                                + " and c.taxCode = :code and p.state = :closed",
                        BillingPeriod.class)
                .setParameter("code", code)
                .setParameter("closed", BillingPeriod.State.CLOSED)
                .getResultList()
                .stream()
                .filter(period -> !period.document().lastDay().isBefore(from))
                .findFirst()
                .ifPresent(
                        period -> {
                            throw new BillingRefusedException(
                                    "the period from "
                                            + period.firstDay()
                                            + " of the contract "
                                            + period.contractId()
                                            + " is closed: its tax can't change from "
                                            + from
                                            + " on");
                        });
        TaxRate rate = TaxRate.of(code, from, tax);
        entities.persist(rate);
        return rate;
    }

    /**
     * @param code its rates alone; empty for all
     */
    public Page<TaxRate> page(PageRequest request, Optional<String> code) {
        return LISTING.page(entities, request, Filter.equal("code", code));
    }

    public Optional<TaxRate> find(long id) {
        return Optional.ofNullable(entities.find(TaxRate.class, id));
    }

    /** Whether a code has a meaning at all. */
    public boolean isKnown(String code) {
        return !rates(code).isEmpty();
    }

    /** Whether a code has a meaning that begins that day. */
    public boolean isKnown(String code, LocalDate from) {
        return rates(code).stream().anyMatch(rate -> rate.validFrom().equals(from));
    }

    /**
     * The tax of a day.
     *
     * @param code empty for none
     * @throws BillingRefusedException where the code has no meaning on that day
     */
    Tax on(Optional<String> code, LocalDate day) {
        return code.map(known -> rateOn(known, day)).orElse(Tax.NONE);
    }

    private Tax rateOn(String code, LocalDate day) {
        return rates(code).stream()
                .filter(rate -> !rate.validFrom().isAfter(day))
                .reduce((earlier, later) -> later)
                .map(TaxRate::tax)
                .orElseThrow(
                        () ->
                                new BillingRefusedException(
                                        "the tax code '" + code + "' has no rate on " + day));
    }

    private List<TaxRate> rates(String code) {
        return entities.createQuery(
                        "select r from TaxRate r where r.code = :code order by r.validFrom",
                        TaxRate.class)
                .setParameter("code", code)
                .getResultList();
    }
}
