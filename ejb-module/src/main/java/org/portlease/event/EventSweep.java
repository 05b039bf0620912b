package org.portlease.event;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;

/** Forgets old events that every active webhook has got, or did not ask for. */
@ApplicationScoped
public class EventSweep {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final int AT_ONCE = 1000;

    private Transactions transactions;

    @SuppressWarnings("NullAway.Init") // for the container's proxy
    protected EventSweep() {}

    @Inject
    public EventSweep(Transactions transactions) {
        this.transactions = transactions;
    }

    /** In rounds, each a transaction, so that none holds many rows for long. */
    public void sweep(Instant now) {
        int forgotten = AT_ONCE;
        while (forgotten >= AT_ONCE) {
            forgotten = forget(now.minus(KEPT));
        }
    }

    private int forget(Instant before) {
        return transactions.run(
                entities ->
                        entities.createNativeQuery(
                                        """
                                        delete from event where id in (
                                            select e.id from event e
                                            where e.at < :before and not exists (
                                                select 1 from webhook w
                                                where w.active
                                                    and (w.provider_id is null
                                                        or w.provider_id = e.provider_id)
                                                    and not exists (
                                                        select 1 from webhook_delivery d
                                                        where d.webhook_id = w.id
                                                            and d.provider_id = e.provider_id
                                                            and d.next_sequence > e.sequence))
                                            limit :limit)
                                        """)
                                .setParameter("before", before)
                                .setParameter("limit", AT_ONCE)
                                .executeUpdate());
    }
}
