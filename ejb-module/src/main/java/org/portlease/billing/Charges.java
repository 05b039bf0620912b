package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** One-off charges, as they are looked for. */
@ApplicationScoped
@Transactional
public class Charges {

    private static final Listing<OneOffCharge, Long> LISTING =
            Listing.numbered(OneOffCharge.class, OneOffCharge::id);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Charges() {}

    /** Outside a container. */
    public Charges(EntityManager entities) {
        this.entities = entities;
    }

    public Page<OneOffCharge> page(PageRequest request, long contract) {
        return LISTING.page(entities, request, Filter.equal("contractId", Optional.of(contract)));
    }

    public Optional<OneOffCharge> find(long id) {
        return Optional.ofNullable(entities.find(OneOffCharge.class, id));
    }
}
