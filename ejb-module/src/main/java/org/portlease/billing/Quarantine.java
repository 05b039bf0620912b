package org.portlease.billing;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.Checks;

/** The sessions that were put aside, and what a person decides of them. One transaction's. */
public final class Quarantine {

    private static final int LONGEST_NAME = 64;

    private final EntityManager entities;

    public Quarantine(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * A session that waits for a decision.
     *
     * @param found what was implausible
     */
    public record Waiting(
            UUID lease, long contractId, Implausible reason, String found, Instant foundAt) {}

    /** What waits, the oldest first. */
    public List<Waiting> waiting(int limit) {
        return entities
                .unwrap(Session.class)
                .createNativeQuery(
                        "select lease_id, contract_id, reason, found, found_at from"
                                + " quarantined_usage where decision is null"
                                + " order by found_at, lease_id limit :limit",
                        Tuple.class)
                .addScalar("lease_id", UUID.class)
                .addScalar("contract_id", Long.class)
                .addScalar("reason", String.class)
                .addScalar("found", String.class)
                .addScalar("found_at", Instant.class)
                .setParameter("limit", limit)
                .getResultList()
                .stream()
                .map(
                        row ->
                                new Waiting(
                                        row.get("lease_id", UUID.class),
                                        row.get("contract_id", Long.class),
                                        Implausible.valueOf(row.get("reason", String.class)),
                                        row.get("found", String.class),
                                        row.get("found_at", Instant.class)))
                .toList();
    }

    /**
     * It is billed after all, by the next invoice.
     *
     * @param instead what it is billed by; null for what was metered
     * @throws BillingRefusedException where it does not wait for a decision
     */
    public void bill(UUID lease, @Nullable Counters instead, String who, Instant now) {
        decide(lease, "BILL", instead, who, now);
        entities.createNativeQuery("update usage_record set after_cut = true where id = :lease")
                .setParameter("lease", lease)
                .executeUpdate();
    }

    /** It is never billed. */
    public void discard(UUID lease, String who, Instant now) {
        decide(lease, "DISCARD", null, who, now);
    }

    /**
     * What a session is billed by, in place of what was metered.
     *
     * @param seconds connection time; 0 or more, as the octets
     */
    public record Counters(long seconds, long inputOctets, long outputOctets) {

        private static final long MOST_SECONDS = 366L * 86_400;

        public Counters {
            if (seconds < 0 || seconds > MOST_SECONDS || inputOctets < 0 || outputOctets < 0) {
                throw new BillingRefusedException(
                        "a session is billed by 0 to "
                                + MOST_SECONDS
                                + " s and no negative octets, but got "
                                + seconds
                                + " s, "
                                + inputOctets
                                + " and "
                                + outputOctets
                                + " octets");
            }
        }
    }

    private void decide(
            UUID lease, String decision, @Nullable Counters instead, String who, Instant now) {
        int changed =
                entities.createNativeQuery(
                                """
                                update quarantined_usage set decision = :decision,
                                    decided_by = :who, decided_at = :now,
                                    session_seconds = cast(:seconds as bigint),
                                    input_octets = cast(:input as bigint),
                                    output_octets = cast(:output as bigint)
                                 where lease_id = :lease and decision is null
                                """)
                        .setParameter("decision", decision)
                        .setParameter("who", Checks.text("who decides", who, LONGEST_NAME))
                        .setParameter("now", now)
                        .setParameter("seconds", instead == null ? null : instead.seconds())
                        .setParameter("input", instead == null ? null : instead.inputOctets())
                        .setParameter("output", instead == null ? null : instead.outputOctets())
                        .setParameter("lease", lease)
                        .executeUpdate();
        if (changed == 0) {
            throw new BillingRefusedException("no session " + lease + " waits for a decision");
        }
    }
}
