package org.portlease.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** The receivers of events. */
@ApplicationScoped
@Transactional
public class Webhooks {

    private static final Listing<Webhook, Long> LISTING =
            Listing.numbered(Webhook.class, Webhook::id);

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Webhooks() {}

    /** Outside a container. */
    public Webhooks(EntityManager entities) {
        this.entities = entities;
    }

    /** Whether there is one at that URL for the same provider, or for every one. */
    public boolean isKnown(String url, OptionalLong providerId) {
        List<Webhook> there =
                entities.createQuery("select w from Webhook w where w.url = :url", Webhook.class)
                        .setParameter("url", url)
                        .getResultList();
        return there.stream().anyMatch(webhook -> webhook.providerId().equals(providerId));
    }

    /** A new one, which begins with the next event of each of its providers. */
    public Webhook register(Webhook webhook, Instant now) {
        entities.persist(webhook);
        entities.flush();
        entities.createNativeQuery(
                        """
                        insert into webhook_delivery
                            (webhook_id, provider_id, first_sequence, next_sequence, failures,
                             next_try_at)
                        select w.id, s.provider_id, s.last_sequence + 1, s.last_sequence + 1, 0,
                            :now
                        from webhook w
                        join event_stream s
                            on w.provider_id is null or w.provider_id = s.provider_id
                        where w.id = :webhook
                        """)
                .setParameter("webhook", webhook.id())
                .setParameter("now", now)
                .executeUpdate();
        return webhook;
    }

    /**
     * @param provider whose own; empty for all, the master's too
     */
    public Page<Webhook> page(PageRequest request, Optional<Long> provider) {
        return LISTING.page(entities, request, Filter.equal("providerId", provider));
    }

    public Optional<Webhook> find(long id) {
        return Optional.ofNullable(entities.find(Webhook.class, id));
    }

    /**
     * @param types empty for every kind
     * @param encryptedSecret null for the one that it has
     */
    public void change(
            long id,
            boolean active,
            Collection<EventType> types,
            byte @Nullable [] encryptedSecret) {
        Webhook webhook = entities.find(Webhook.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (active) {
            webhook.activate();
        } else {
            webhook.deactivate();
        }
        webhook.choose(types);
        if (encryptedSecret != null) {
            webhook.signWith(encryptedSecret);
        }
    }

    /** It gets nothing any more. What is under way to it may still arrive. */
    public void remove(long id) {
        entities.createQuery("delete from WebhookPosition p where p.webhookId = :webhook")
                .setParameter("webhook", id)
                .executeUpdate();
        entities.remove(entities.find(Webhook.class, id));
    }

    /**
     * How delivery of a provider's events to a webhook goes.
     *
     * @param waiting how many events it has not got, whether it wants them or not
     * @param failures in a row
     * @param lastStatus of HTTP; null where there was no answer
     * @param lastFault why there was none; null where there was one
     * @param deliveredAt when it last accepted an event; null where it has not yet
     */
    public record Delivery(
            long providerId,
            long waiting,
            int failures,
            Instant nextTryAt,
            @Nullable Integer lastStatus,
            @Nullable String lastFault,
            @Nullable Instant deliveredAt) {}

    /** By provider. */
    public List<Delivery> deliveries(long webhook) {
        return positions(webhook, LockModeType.NONE).stream()
                .map(
                        position ->
                                new Delivery(
                                        position.providerId(),
                                        EventStreams.lastSequence(entities, position.providerId())
                                                - position.nextSequence()
                                                + 1,
                                        position.failures(),
                                        position.nextTryAt(),
                                        position.lastStatus(),
                                        position.lastFault(),
                                        position.deliveredAt()))
                .toList();
    }

    /** What waits because it failed is tried again now. */
    public void retry(long webhook, Instant now) {
        positions(webhook, LockModeType.PESSIMISTIC_WRITE).forEach(position -> position.hurry(now));
    }

    private List<WebhookPosition> positions(long webhook, LockModeType lock) {
        return entities.createQuery(
                        "select p from WebhookPosition p where p.webhookId = :webhook"
                                + " order by p.providerId",
                        WebhookPosition.class)
                .setParameter("webhook", webhook)
                .setLockMode(lock)
                .getResultList();
    }
}
