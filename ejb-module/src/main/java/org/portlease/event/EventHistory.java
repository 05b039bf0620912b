package org.portlease.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** What was told, and to whom, as it is looked for. */
@ApplicationScoped
@Transactional
public class EventHistory {

    private static final Listing<Event, UUID> LISTING =
            Listing.of(Event.class, "id", Event::id, UUID::fromString);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected EventHistory() {}

    /** Outside a container. */
    public EventHistory(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * An event, and who is to get it.
     *
     * @param sequence its place among its provider's events
     * @param payload JSON, as each receiver gets it
     * @param receivers the webhooks that have asked for it
     */
    public record Told(
            UUID id,
            EventType type,
            long providerId,
            long sequence,
            Instant at,
            String payload,
            List<Receiver> receivers) {}

    /**
     * A webhook that an event is for.
     *
     * @param delivered whether it has it; else it waits
     */
    public record Receiver(long webhookId, boolean delivered) {}

    /**
     * In the order of their times.
     *
     * @param provider whose; empty for all
     * @param from at that time or later
     * @param until before that time
     * @param webhooksOf whose webhooks are named as receivers; empty for all
     */
    public Page<Told> page(
            PageRequest request,
            Optional<Long> provider,
            Optional<EventType> type,
            Optional<Instant> from,
            Optional<Instant> until,
            Optional<Long> webhooksOf) {
        Page<Event> page =
                LISTING.page(
                        entities,
                        request,
                        Filter.equal("providerId", provider),
                        Filter.equal("type", type),
                        Filter.from("at", from),
                        Filter.below("at", until));
        Function<Event, Told> told = telling(page.items(), webhooksOf);
        return page.map(told);
    }

    public Optional<Told> find(UUID id, Optional<Long> webhooksOf) {
        return Optional.ofNullable(entities.find(Event.class, id))
                .map(event -> telling(List.of(event), webhooksOf).apply(event));
    }

    private Function<Event, Told> telling(Collection<Event> events, Optional<Long> webhooksOf) {
        Map<Long, Webhook> webhooks =
                entities
                        .createQuery("select w from Webhook w", Webhook.class)
                        .getResultList()
                        .stream()
                        .filter(webhook -> isOf(webhook, webhooksOf))
                        .collect(Collectors.toMap(Webhook::id, Function.identity()));
        Set<Long> providers = events.stream().map(Event::providerId).collect(Collectors.toSet());
        List<WebhookPosition> positions =
                providers.isEmpty()
                        ? List.of()
                        : entities.createQuery(
                                        "select p from WebhookPosition p"
                                                + " where p.providerId in (:providers)"
                                                + " order by p.webhookId",
                                        WebhookPosition.class)
                                .setParameter("providers", providers)
                                .getResultList();
        return event -> told(event, positions, webhooks);
    }

    private static boolean isOf(Webhook webhook, Optional<Long> provider) {
        return provider.map(
                        own ->
                                webhook.providerId().isPresent()
                                        && webhook.providerId().getAsLong() == own)
                .orElse(true);
    }

    private static Told told(
            Event event, List<WebhookPosition> positions, Map<Long, Webhook> webhooks) {
        List<Receiver> receivers =
                positions.stream()
                        .filter(position -> position.providerId() == event.providerId())
                        .filter(position -> position.firstSequence() <= event.sequence())
                        .filter(
                                position ->
                                        Optional.ofNullable(webhooks.get(position.webhookId()))
                                                .filter(w -> w.wanted().contains(event.type()))
                                                .isPresent())
                        .map(
                                position ->
                                        new Receiver(
                                                position.webhookId(),
                                                position.nextSequence() > event.sequence()))
                        .toList();
        return new Told(
                event.id(),
                event.type(),
                event.providerId(),
                event.sequence(),
                event.at(),
                event.payload(),
                receivers);
    }
}
