package org.portlease.benchmark;

import java.util.List;
import org.portlease.test.world.Database;

/**
 * Sessions of the world's one contract: some open, begun within the last hour, and a year of closed
 * ones. Their keys are spread at random, as the server's keyed hashes are, and their ids rise with
 * time. Their NAS has sent our Class back, as the load's does.
 */
record ManySessions(long open, long closed) implements Crowd {

    /** How many rows a transaction puts in: fifty million at once would be one long one. */
    private static final long CHUNK = 1_000_000;

    private static final String ID =
            """
            cast(lpad(to_hex(cast(extract(epoch from s.at) * 1000 as bigint)), 12, '0')
                || '7' || substr(s.hash, 1, 3) || '8' || substr(s.hash, 4, 15) as uuid)
            """;

    private static final String CLOSED =
            """
            insert into usage_record (id, contract_id, pop_id, nas_id, nas_key, session_key,
                key_week, acct_session_id, reserved_at, granted_at, started_at, stopped_at,
                closed_at, start_recorded, interims, session_seconds, input_octets, output_octets,
                late, port_type)
            select %s, (select id from contract), (select id from pop), (select id from nas),
                cast(md5('nas') as uuid), cast(md5('closed' || s.i) as uuid),
                cast(extract(epoch from s.at + interval '1 hour') as bigint) / 604800,
                'closed-' || s.i,
                s.at, s.at, s.at, s.at + interval '1 hour', s.at + interval '1 hour',
                true, 5, 3600, 1000000, 2000000, false, 5
              from (select i, md5(cast(i as text)) as hash,
                        current_date - interval '366 days' + i * (interval '364 days' / ?) as at
                      from generate_series(?, ?) i) s
            """
                    .formatted(ID);

    /**
     * None of them reports, and none is to be swept meanwhile: what they cost is that they are
     * there. Each has a likeness as long as a real one, which begins with the number of the key
     * that it would be encrypted with. Nobody reads it as long as the session is open.
     */
    private static final String OPEN =
            """
            insert into lease (id, state, contract_id, pop_id, nas_id, nas_key, nas_address,
                session_key, subject_key, named_by_class, acct_session_id, likeness, reserved_at,
                granted_at, started_at, last_seen_at, expires_at, sweep_at, interim_seconds,
                start_recorded, interims, session_seconds, input_octets, output_octets, late,
                port_type)
            select %s, 'ACTIVE', (select id from contract), (select id from pop),
                (select id from nas), cast(md5('nas') as uuid), '127.0.0.1',
                cast(md5('open' || s.i) as uuid), cast(md5('subject' || s.i) as uuid), true,
                'open-' || s.i,
                decode('01' || (select string_agg(md5(s.i || '-' || k), '')
                    from generate_series(1, 9) k), 'hex'),
                s.at, s.at, s.at, s.now, s.expires, s.expires, 600,
                true, s.seconds / 600, s.seconds, s.seconds * 1000, s.seconds * 2000, false, 5
              from (select i, md5('o' || i) as hash, i %% 3600 as seconds, n.now,
                        n.now - i %% 3600 * interval '1 second' as at,
                        n.now + interval '1 day' + i * interval '50 ms' as expires
                      from generate_series(1, ?) i
                     cross join (select date_trunc('second', now()) as now) n) s
            """
                    .formatted(ID);

    /** What the history has of the running period. */
    private static final String CLOSED_SECONDS =
            """
            update capacity set closed_seconds = (select coalesce(sum(session_seconds), 0)
                    from usage_record where stopped_at >= period_start)
             where id in (select capacity_id from contract)
            """;

    @Override
    public void fill(Database database) {
        database.update("update capacity set ports = 100000000");
        history(database);
        database.update(CLOSED_SECONDS);
        database.update(OPEN, open);
        CapacityCounters.recount(database);
    }

    /** Without its indexes meanwhile: kept up row by row, they would take hours. */
    private void history(Database database) {
        List<String> indexes =
                database.texts(
                        "select indexdef from pg_indexes where tablename = 'usage_record'"
                                + " and indexname <> 'usage_record_pkey'");
        database.texts(
                        "select indexname from pg_indexes where tablename = 'usage_record'"
                                + " and indexname <> 'usage_record_pkey'")
                .forEach(name -> database.update("drop index " + name));
        for (long first = 1; first <= closed; first += CHUNK) {
            database.update(CLOSED, closed, first, Math.min(closed, first + CHUNK - 1));
        }
        indexes.forEach(index -> database.update("set maintenance_work_mem = '1GB'; " + index));
    }

    @Override
    public String toString() {
        return String.format("%,d sessions open, %,d closed", open, closed);
    }
}
