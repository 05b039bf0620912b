package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** Tariffs, their versions, and who had which when, as they are looked for. */
@ApplicationScoped
@Transactional
public class Tariffs {

    private static final Listing<Tariff, Long> LISTING =
            Listing.numbered(Tariff.class, Tariff::id).sortable("name", Tariff::name);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Tariffs() {}

    /** Outside a container. */
    public Tariffs(EntityManager entities) {
        this.entities = entities;
    }

    public Page<Tariff> page(PageRequest request, Optional<String> name) {
        return LISTING.page(entities, request, Filter.equal("name", name));
    }

    public Optional<Tariff> find(long id) {
        return Optional.ofNullable(entities.find(Tariff.class, id));
    }

    /** The versions of a tariff, the earliest first. */
    public List<TariffVersion> versions(long tariff) {
        return entities.createQuery(
                        "select v from TariffVersion v where v.tariffId = :tariff"
                                + " order by v.validFrom",
                        TariffVersion.class)
                .setParameter("tariff", tariff)
                .getResultList();
    }

    /**
     * That a contract has a tariff.
     *
     * @param tariff which one
     */
    public record Assigned(TariffAssignment assignment, Tariff tariff) {}

    /** Which tariffs a contract has had, has and will have, the earliest first. */
    public List<Assigned> history(long contract) {
        return entities
                .createQuery(
                        "select a from TariffAssignment a where a.contractId = :contract"
                                + " order by a.validFrom",
                        TariffAssignment.class)
                .setParameter("contract", contract)
                .getResultList()
                .stream()
                .map(
                        assignment ->
                                new Assigned(
                                        assignment,
                                        entities.find(Tariff.class, assignment.tariffId())))
                .toList();
    }
}
