package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.Party;
import org.portlease.invoice.PartyJson;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;
import org.portlease.provider.AttributeDictionary;
import org.portlease.provider.AttributeRule;
import org.portlease.provider.AttributeRule.Direction;
import org.portlease.provider.Provider;

/** The client service providers, and which attributes pass between them and the master. */
@ApplicationScoped
@Transactional(dontRollbackOn = RefusedException.class)
public class Providers {

    private static final Listing<Provider, Long> LISTING =
            Listing.numbered(Provider.class, Provider::id).sortable("name", Provider::name);

    @PersistenceContext private EntityManager entities;
    private AttributeDictionary dictionary;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Providers() {}

    @Inject
    protected Providers(AttributeDictionary dictionary) {
        this.dictionary = dictionary;
    }

    /** Outside a container. */
    public Providers(EntityManager entities, AttributeDictionary dictionary) {
        this(dictionary);
        this.entities = entities;
    }

    /**
     * Whether an attribute passes, against the usual.
     *
     * @param attribute the dictionary's name, or {@code vendor:type}
     */
    public record Passage(Direction direction, boolean allowed, String attribute) {

        private static Passage of(AttributeRule rule) {
            return new Passage(rule.direction(), rule.isAllowed(), rule.attribute());
        }

        private AttributeRule rule(Provider provider) {
            return allowed
                    ? AttributeRule.allow(provider, direction, attribute)
                    : AttributeRule.deny(provider, direction, attribute);
        }
    }

    /** A provider, and what passes between it and the master. */
    public record Entry(Provider provider, List<Passage> passages) {}

    /**
     * What is said of one.
     *
     * @param party who buys; empty for nobody
     */
    public record Plan(String name, Optional<Party> party, List<Passage> passages) {}

    /**
     * @param own the only provider that may be seen; empty for all
     */
    public Page<Entry> page(PageRequest request, Optional<String> name, Optional<Long> own) {
        Page<Provider> page =
                LISTING.page(
                        entities, request, Filter.equal("name", name), Filter.equal("id", own));
        Map<Long, List<Passage>> passages =
                passages(page.items().stream().map(Provider::id).toList());
        return page.map(
                provider -> new Entry(provider, passages.getOrDefault(provider.id(), List.of())));
    }

    public Optional<Entry> find(long id) {
        return Optional.ofNullable(entities.find(Provider.class, id)).map(this::entry);
    }

    private Entry entry(Provider provider) {
        return new Entry(
                provider, passages(List.of(provider.id())).getOrDefault(provider.id(), List.of()));
    }

    private Map<Long, List<Passage>> passages(Collection<Long> providers) {
        return rules(providers).stream()
                .collect(
                        Collectors.groupingBy(
                                AttributeRule::providerId,
                                Collectors.mapping(Passage::of, Collectors.toList())));
    }

    private List<AttributeRule> rules(Collection<Long> providers) {
        return entities.createQuery(
                        "select r from AttributeRule r where r.providerId in :ids order by r.id",
                        AttributeRule.class)
                .setParameter("ids", providers)
                .getResultList();
    }

    /**
     * @throws RefusedException where one has the name already
     * @throws IllegalArgumentException where there is no such attribute
     */
    public Entry create(Plan plan) {
        refuseIfTaken(plan.name());
        Provider provider = Provider.named(plan.name());
        provider.invoiceTo(json(plan));
        entities.persist(provider);
        let(provider, plan.passages());
        return entry(provider);
    }

    /** Who is connected notices nothing. */
    public Entry change(long id, Plan plan) {
        Provider provider = entities.find(Provider.class, id);
        if (!provider.name().equals(plan.name())) {
            refuseIfTaken(plan.name());
        }
        provider.rename(plan.name());
        provider.invoiceTo(json(plan));
        let(provider, plan.passages());
        return entry(provider);
    }

    private static @Nullable String json(Plan plan) {
        return plan.party().map(PartyJson::write).orElse(null);
    }

    private void let(Provider provider, List<Passage> passages) {
        Set<Passage> wanted = new HashSet<>(passages);
        for (AttributeRule rule : rules(List.of(provider.id()))) {
            if (!wanted.remove(Passage.of(rule))) {
                entities.remove(rule);
            }
        }
        passages.stream()
                .filter(wanted::contains)
                .distinct()
                .forEach(passage -> entities.persist(passage.rule(provider)));
        entities.flush();
    }

    /**
     * @throws IllegalArgumentException with a sentence, where there is no such attribute, or a
     *     conversation can't do without it
     */
    public void check(Passage passage) {
        dictionary.checkPassage(passage.attribute(), passage.allowed());
    }

    /**
     * @throws RefusedException where it has, or had, a contract, or anything else is its own
     */
    public void remove(long id) {
        Provider provider = entities.find(Provider.class, id);
        Rows rows = new Rows(entities);
        Map<String, String> own =
                Map.of(
                        "contract", "a contract: contracts are kept for good",
                        "home_server", "home servers: remove them first",
                        "webhook", "webhooks: remove them first",
                        "event", "events that are on record",
                        "received_invoice", "invoices that are on record",
                        "netting_statement", "statements that are on record");
        own.forEach(
                (table, what) ->
                        rows.refuseWhere(
                                table + " where provider_id = :id",
                                id,
                                "the provider '" + provider.name() + "' has " + what));
        rows.refuseWhere(
                "nas where visited_provider_id = :id",
                id,
                "the network of a NAS is the provider's, '" + provider.name() + "'");
        rows.delete("attribute_rule where provider_id = :id", id);
        rows.delete("provider_principal where provider_id = :id", id);
        rows.delete("webhook_delivery where provider_id = :id", id);
        rows.delete("event_stream where provider_id = :id", id);
        entities.remove(provider);
        entities.flush();
    }

    private void refuseIfTaken(String name) {
        boolean taken =
                entities.createQuery(
                                        "select count(p) from Provider p where p.name = :name",
                                        Long.class)
                                .setParameter("name", name)
                                .getSingleResult()
                        > 0;
        if (taken) {
            throw new RefusedException("a provider is named '" + name + "' already");
        }
    }
}
