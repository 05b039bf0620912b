package org.portlease.admission;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Stores how often a contract was refused, by point of presence, reason and hour: the counts, never
 * the requests.
 */
@ApplicationScoped
public class RefusalCounts {

    private static final String ADD =
            """
            update refusal_count set refusals = refusals + :n
            where contract_id = :contract and pop_id = :pop and reason = :reason and in_hour = :hour
            """;
    private static final String BEGIN =
            """
            insert into refusal_count (contract_id, pop_id, reason, in_hour, refusals)
            values (:contract, :pop, :reason, :hour, :n)
            """;

    @PersistenceContext private EntityManager entities;

    /** Adds them, inside a transaction of the caller's. */
    public void add(Refusals refusals, Instant now) {
        refusals.inOrder()
                .forEach(
                        (cause, n) -> {
                            if (execute(ADD, cause, now, n) == 0) {
                                execute(BEGIN, cause, now, n);
                            }
                        });
    }

    private int execute(String sql, Refusals.Cause cause, Instant now, int n) {
        return entities.createNativeQuery(sql)
                .setParameter("contract", cause.contractId())
                .setParameter("pop", cause.popId())
                .setParameter("reason", cause.reason().name())
                .setParameter("hour", now.truncatedTo(ChronoUnit.HOURS))
                .setParameter("n", (long) n)
                .executeUpdate();
    }
}
