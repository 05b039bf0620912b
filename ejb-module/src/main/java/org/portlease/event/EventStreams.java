package org.portlease.event;

import jakarta.persistence.EntityManager;
import org.hibernate.Session;

/** How many events each provider has had. */
final class EventStreams {

    private EventStreams() {}

    /** Of the last event that this transaction can see; all before it have been committed. */
    static long lastSequence(EntityManager entities, long providerId) {
        return entities.unwrap(Session.class)
                .createNativeQuery(
                        "select last_sequence from event_stream where provider_id = :provider",
                        Long.class)
                .setParameter("provider", providerId)
                .getSingleResult();
    }
}
