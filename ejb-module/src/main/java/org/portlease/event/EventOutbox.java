package org.portlease.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.util.UUID;
import org.portlease.provider.Provider;

/** Publishes events in the transaction of the caller: they are told if it commits, and else not. */
@ApplicationScoped
public class EventOutbox {

    @PersistenceContext private EntityManager entities;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected EventOutbox() {}

    /** Outside a container. */
    public EventOutbox(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Tells the provider's webhooks, and those of every provider. The provider's later events wait
     * until the transaction ends: publish near its end, and events of several providers in the
     * order of their ids, so that no two transactions wait for each other.
     *
     * @param at when it happened; receivers get milliseconds
     * @param data what its type tells, nothing that its receivers may not know
     * @return the event's id, which rises with {@code at}
     */
    public UUID publish(EventType type, long providerId, Instant at, JsonObject data) {
        Provider provider = entities.find(Provider.class, providerId);
        if (provider == null) {
            throw new IllegalArgumentException(
                    "expected the id of a provider, but there is none with id " + providerId);
        }
        Event event = new Event(type, provider, nextSequence(providerId), at, data);
        entities.persist(event);
        return event.id();
    }

    private long nextSequence(long providerId) {
        if (raise(providerId) == 0) {
            // another transaction may be opening it: then this one waits, and finds it there
            entities.createNativeQuery(
                            "insert into event_stream (provider_id, last_sequence)"
                                    + " values (:provider, 0) on conflict do nothing")
                    .setParameter("provider", providerId)
                    .executeUpdate();
            raise(providerId);
        }
        return EventStreams.lastSequence(entities, providerId);
    }

    private int raise(long providerId) {
        return entities.createNativeQuery(
                        "update event_stream set last_sequence = last_sequence + 1"
                                + " where provider_id = :provider")
                .setParameter("provider", providerId)
                .executeUpdate();
    }
}
