package org.portlease.billing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.portlease.contract.Contract;
import org.portlease.provider.Provider;

/** Who is billed for which contract. */
@ApplicationScoped
@Transactional
public class Clients {

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Clients() {}

    /** Outside a container. */
    public Clients(EntityManager entities) {
        this.entities = entities;
    }

    public Optional<Contract> contract(long id) {
        return Optional.ofNullable(entities.find(Contract.class, id));
    }

    public Optional<Provider> provider(long id) {
        return Optional.ofNullable(entities.find(Provider.class, id));
    }

    /** The ids of a provider's contracts; none where there is no such provider. */
    public List<Long> contractsOf(long provider) {
        return entities.createQuery(
                        "select c.id from Contract c where c.providerId = :provider order by c.id",
                        Long.class)
                .setParameter("provider", provider)
                .getResultList();
    }
}
