package org.portlease.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** The receivers of events, inside a transaction of the caller's. */
@ApplicationScoped
public class Webhooks {

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
                            (webhook_id, provider_id, next_sequence, failures, next_try_at)
                        select w.id, s.provider_id, s.last_sequence + 1, 0, :now
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
}
