package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.portlease.provider.Provider;
import org.portlease.provider.ProviderPrincipal;

/** Which principals of the admin API speak for which client provider. */
@ApplicationScoped
@Transactional
public class Principals {

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Principals() {}

    /** Outside a container. */
    public Principals(EntityManager entities) {
        this.entities = entities;
    }

    /** The id of the provider that a principal speaks for; empty where it speaks for none. */
    public Optional<Long> providerOf(String principal) {
        return Optional.ofNullable(entities.find(ProviderPrincipal.class, principal))
                .map(ProviderPrincipal::providerId);
    }

    /** The ids of the providers that those of them speak for who speak for any. */
    public Map<String, Long> providersOf(Collection<String> some) {
        return entities
                .createQuery(
                        "select p from ProviderPrincipal p where p.principal in :some",
                        ProviderPrincipal.class)
                .setParameter("some", some)
                .getResultList()
                .stream()
                .collect(
                        Collectors.toMap(
                                ProviderPrincipal::principal, ProviderPrincipal::providerId));
    }

    /** Those that speak for a provider, by name. */
    public List<String> of(Provider provider) {
        return entities.createQuery(
                        "select p.principal from ProviderPrincipal p where p.providerId = :id"
                                + " order by p.principal",
                        String.class)
                .setParameter("id", provider.id())
                .getResultList();
    }

    /**
     * Lets a principal speak for that provider.
     *
     * @throws RefusedException where it speaks for another one
     */
    public void bind(String principal, Provider provider) {
        Optional<Long> bound = providerOf(principal);
        if (bound.isPresent() && bound.get() != provider.id()) {
            throw new RefusedException("'" + principal + "' speaks for another provider");
        }
        if (bound.isEmpty()) {
            entities.persist(ProviderPrincipal.of(principal, provider));
        }
    }

    /** It speaks for nobody any more. */
    public void unbind(String principal) {
        Optional.ofNullable(entities.find(ProviderPrincipal.class, principal))
                .ifPresent(entities::remove);
    }
}
