package org.portlease.rotation;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.portlease.secret.KeyRing;

/** Which keys the running nodes hold: none may encrypt before all have it. */
public final class NodeKeys {

    private static final Duration RUNNING = Duration.ofMinutes(1);
    private static final Duration FORGOTTEN = Duration.ofDays(1);

    private final EntityManager entities;

    public NodeKeys(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * Notes that a node runs, and what it holds.
     *
     * @param instance new at each start of a node: two that were given one name are still two
     */
    public void note(UUID instance, String node, KeyRing ring, Instant now) {
        entities.createNativeQuery(
                        "delete from node_key where instance = :instance or seen_at < :forgotten")
                .setParameter("instance", instance)
                .setParameter("forgotten", now.minus(FORGOTTEN))
                .executeUpdate();
        for (int number : ring.numbers()) {
            entities.createNativeQuery(
                            "insert into node_key (instance, key_number, key_check, node, seen_at)"
                                    + " values (:instance, :number, :check, :node, :now)")
                    .setParameter("instance", instance)
                    .setParameter("number", number)
                    .setParameter("check", ring.check(number))
                    .setParameter("node", node)
                    .setParameter("now", now)
                    .executeUpdate();
        }
    }

    /** The names of running nodes that lack the key, or have another of its number. */
    @SuppressWarnings("unchecked") // a native query's
    List<String> withoutKey(int number, byte[] check, Instant now) {
        return entities.createNativeQuery(
                        """
                        select distinct n.node from node_key n
                        where n.seen_at > :since and not exists (
                            select 1 from node_key k where k.instance = n.instance
                            and k.key_number = :number and k.key_check = :check)
                        order by n.node
                        """,
                        String.class)
                .setParameter("since", now.minus(RUNNING))
                .setParameter("number", number)
                .setParameter("check", check)
                .getResultList();
    }
}
