package org.portlease.provider;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The master's own subscribers, by identifier. */
@ApplicationScoped
public class SubscriberRepository {

    @PersistenceContext private EntityManager entities;

    /**
     * Those of a batch, in one query.
     *
     * @param userNames as they came
     * @return the subscribers that exist, by the name as it came
     */
    public Map<String, Subscriber> findAll(Collection<String> userNames) {
        if (userNames.isEmpty()) {
            return Map.of();
        }
        List<String> forms = userNames.stream().map(Subscriber::lookUpForm).distinct().toList();
        Map<String, Subscriber> known = new HashMap<>();
        entities.createQuery(
                        "select s from Subscriber s where s.identifier in (:identifiers)",
                        Subscriber.class)
                .setParameter("identifiers", forms)
                .getResultList()
                .forEach(subscriber -> known.put(subscriber.identifier(), subscriber));
        Map<String, Subscriber> found = new HashMap<>();
        for (String userName : userNames) {
            Subscriber subscriber = known.get(Subscriber.lookUpForm(userName));
            if (subscriber != null) {
                found.put(userName, subscriber);
            }
        }
        return found;
    }
}
