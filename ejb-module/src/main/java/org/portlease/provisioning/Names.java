package org.portlease.provisioning;

import jakarta.enterprise.context.RequestScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How configuration refers to itself, by names, which people write, and by ids, which rows keep.
 * Each is looked up once a request.
 */
@RequestScoped
public class Names {

    private static final String OF_NAME = "select e.id from %s e where e.name = :of";

    @PersistenceContext private EntityManager entities;
    private final Map<Wanted, Optional<Object>> known = new HashMap<>();

    private record Wanted(String query, Object of) {}

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Names() {}

    /** Outside a container. */
    public Names(EntityManager entities) {
        this.entities = entities;
    }

    /** The id of the point of presence that is called that. */
    public Optional<Long> pop(String name) {
        return find(String.format(OF_NAME, "Pop"), name, Long.class);
    }

    public Optional<Long> provider(String name) {
        return find(String.format(OF_NAME, "Provider"), name, Long.class);
    }

    public Optional<Long> nas(String name) {
        return find(String.format(OF_NAME, "Nas"), name, Long.class);
    }

    /** The id of the contract of the provider that is called that; of several the last. */
    public Optional<Long> contractOf(String providerName) {
        return find(
                "select c.id from Contract c where c.providerId ="
                        + " (select p.id from Provider p where p.name = :of) order by c.id desc",
                providerName,
                Long.class);
    }

    /** What that point of presence is called. */
    public String ofPop(long id) {
        return nameOf("Pop", id);
    }

    public String ofProvider(long id) {
        return nameOf("Provider", id);
    }

    public String ofNas(long id) {
        return nameOf("Nas", id);
    }

    /** What the provider of that contract is called. */
    public String ofProviderOf(long contract) {
        return find(
                        "select p.name from Provider p where p.id ="
                                + " (select c.providerId from Contract c where c.id = :of)",
                        contract,
                        String.class)
                .orElseThrow(() -> new IllegalStateException("no contract " + contract));
    }

    private String nameOf(String entity, long id) {
        return find("select e.name from " + entity + " e where e.id = :of", id, String.class)
                .orElseThrow(() -> new IllegalStateException("no " + entity + " " + id));
    }

    private <T> Optional<T> find(String query, Object of, Class<T> type) {
        return known.computeIfAbsent(new Wanted(query, of), wanted -> look(wanted, type))
                .map(type::cast);
    }

    private Optional<Object> look(Wanted wanted, Class<?> type) {
        List<?> found =
                entities.createQuery(wanted.query(), type)
                        .setFlushMode(
                                FlushModeType.COMMIT) // an import has much that is not written
                        .setParameter("of", wanted.of())
                        .getResultList();
        return found.stream().<Object>map(each -> each).findFirst();
    }
}
