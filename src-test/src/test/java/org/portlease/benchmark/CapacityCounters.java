package org.portlease.benchmark;

import org.portlease.test.world.Database;

/** What capacity rows count of the leases, where leases were put in by SQL. */
final class CapacityCounters {

    /** Whole seconds, as the server counts. */
    private static final String RECOUNT =
            """
            update capacity k set in_use = s.n, clients_in_use = s.n,
                open_sessions = s.sessions, open_start_sum = s.starts
              from (select j.id, count(l.id) as n,
                        count(l.id) filter (where c.id is not null) as sessions,
                        coalesce(sum(floor(extract(epoch from
                                greatest(l.started_at, j.period_start))))
                            filter (where c.id is not null), 0) as starts
                      from capacity j
                      left join contract c on c.capacity_id = j.id
                      left join pop p on p.capacity_id = j.id
                      join lease l on l.contract_id = c.id or l.pop_id = p.id
                     group by j.id) s
             where s.id = k.id
            """;

    private CapacityCounters() {}

    /** So that no sweep finds anything to put right. */
    static void recount(Database database) {
        database.update(RECOUNT);
    }
}
