package org.portlease.event;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;

/**
 * Where each provider's events stand at each webhook, in one transaction. What a node takes to send
 * is claimed for longer than sending may last, so that no other node takes it meanwhile.
 */
final class WebhookPositions {

    /** Longer than a sender waits for an answer, and the transactions before and after. */
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private static final int LOOKED_AT = 16;

    private final EntityManager entities;

    WebhookPositions(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Begins those of providers whose first event came after the webhook: from the first event on.
     */
    void open(Instant now) {
        entities.createNativeQuery(
                        """
                        insert into webhook_delivery
                            (webhook_id, provider_id, next_sequence, failures, next_try_at)
                        select w.id, s.provider_id, 1, 0, :now
                        from webhook w
                        join event_stream s
                            on w.provider_id is null or w.provider_id = s.provider_id
                        where w.active and not exists (
                            select 1 from webhook_delivery d
                            where d.webhook_id = w.id and d.provider_id = s.provider_id)
                        on conflict do nothing
                        """)
                .setParameter("now", now)
                .executeUpdate();
    }

    /**
     * Takes the next event that is to be sent now, of those that waited longest.
     *
     * @param busy webhooks that are not to be sent to
     */
    Optional<Parcel> claim(Collection<Long> busy, Instant now) {
        for (WebhookPosition position : due(busy, now)) {
            Optional<Parcel> parcel = position.isDue(now) ? next(position, now) : Optional.empty();
            if (parcel.isPresent()) {
                return parcel;
            }
        }
        return Optional.empty();
    }

    /**
     * Notes what came of it, unless another node has taken the event over.
     *
     * @param goOn whether to take the one after it at once, if it was accepted
     */
    Optional<Parcel> settle(Parcel parcel, Outcome outcome, boolean goOn, Instant now) {
        WebhookPosition position =
                entities.find(
                        WebhookPosition.class, parcel.position(), LockModeType.PESSIMISTIC_WRITE);
        if (position == null || !position.isClaimedBy(parcel.claim())) {
            return Optional.empty();
        }
        position.settle(parcel.sequence(), outcome, now);
        return goOn && outcome.isAccepted() ? next(position, now) : Optional.empty();
    }

    private Optional<Parcel> next(WebhookPosition position, Instant now) {
        Webhook webhook = entities.find(Webhook.class, position.webhookId());
        if (!webhook.isActive()) {
            return Optional.empty();
        }
        // asked first: an event that is committed after this may be wanted
        long last = EventStreams.lastSequence(entities, position.providerId());
        Optional<Event> event = firstWanted(webhook, position);
        if (event.isEmpty()) {
            position.passOver(last);
            return Optional.empty();
        }
        UUID claim = UUID.randomUUID();
        position.claim(claim, now.plus(CLAIM));
        return Optional.of(Parcel.of(claim, webhook, event.get()));
    }

    private Optional<Event> firstWanted(Webhook webhook, WebhookPosition position) {
        return entities
                .createQuery(
                        """
                        select e from Event e
                        where e.providerId = :provider and e.sequence >= :next
                            and e.type in (:wanted)
                        order by e.sequence
                        """,
                        Event.class)
                .setParameter("provider", position.providerId())
                .setParameter("next", position.nextSequence())
                .setParameter("wanted", webhook.wanted())
                .setMaxResults(1)
                .getResultList()
                .stream()
                .findFirst();
    }

    private List<WebhookPosition> due(Collection<Long> busy, Instant now) {
        return entities.unwrap(Session.class)
                .createNativeQuery(
                        """
                        select * from webhook_delivery d
                        where d.next_try_at <= :now
                            and (d.claimed_until is null or d.claimed_until <= :now)
                            and not d.webhook_id = any(:busy)
                            and exists (
                                select 1 from webhook w where w.id = d.webhook_id and w.active)
                            and exists (
                                select 1 from event_stream s
                                where s.provider_id = d.provider_id
                                    and s.last_sequence >= d.next_sequence)
                        order by d.next_try_at, d.webhook_id, d.provider_id
                        limit :limit for update skip locked
                        """,
                        WebhookPosition.class)
                .setParameter("now", now)
                .setParameter("busy", busy.toArray(Long[]::new))
                .setParameter("limit", LOOKED_AT)
                .getResultList();
    }
}
