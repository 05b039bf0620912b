package org.portlease.accounting;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Stores how often reports of a NAS met what no plain report meets, by hour. */
@ApplicationScoped
public class OddityCounts {

    private static final String ADD =
            """
            update accounting_oddity set times = times + :n
            where nas_id = :nas and rule = :rule and in_hour = :hour
            """;
    private static final String BEGIN =
            """
            insert into accounting_oddity (nas_id, rule, in_hour, times)
            values (:nas, :rule, :hour, :n)
            """;

    @PersistenceContext private EntityManager entities;

    /** Adds them, inside a transaction of the caller's. */
    public void add(Oddities oddities, Instant now) {
        oddities.inOrder()
                .forEach(
                        (at, n) -> {
                            if (execute(ADD, at, now, n) == 0) {
                                execute(BEGIN, at, now, n);
                            }
                        });
    }

    private int execute(String sql, Oddities.At at, Instant now, int n) {
        return entities.createNativeQuery(sql)
                .setParameter("nas", at.nasId())
                .setParameter("rule", at.oddity().name())
                .setParameter("hour", now.truncatedTo(ChronoUnit.HOURS))
                .setParameter("n", (long) n)
                .executeUpdate();
    }
}
