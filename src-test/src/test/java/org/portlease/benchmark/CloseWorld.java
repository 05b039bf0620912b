package org.portlease.benchmark;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.portlease.test.world.Database;
import org.portlease.test.world.WorldFile;

/** Contracts with a tariff that has a bit of everything, and what their sessions used. */
public final class CloseWorld {

    public static final String NAS = "127.0.0.1";
    public static final String NAS_SECRET = "testing123";

    private static final String PRICES =
            """
            {"perPort": 2.50, "portsInUse": {"measure": "PEAK", "perPort": 0.10},
             "commitment": 10, "roundUpToSeconds": 60, "minimumSeconds": 60,
             "bands": [{"name": "day", "days": ["MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY"],
                        "from": "08:00", "until": "18:00"}],
             "usage": [
               {"name": "Rural", "when": {"popGroup": "rural"}, "time": {"perHour": 0.90}},
               {"name": "By day", "when": {"band": "day"}, "time": {"freeSeconds": 36000,
                  "tiers": [{"upToSeconds": 360000, "perHour": 0.60}, {"perHour": 0.40}]},
                "connection": {"each": 0.01}, "traffic": {"perGigabyte": 0.05}},
               {"name": "Else", "time": {"perHour": 0.30}, "traffic": {"perGigabyte": 0.02}}]}
            """;

    /** Of the sessions: ended, and with ids that rise with time, as the server gives them. */
    private static final String SESSIONS =
            """
            insert into usage_record (id, contract_id, pop_id, nas_id, acct_session_id, reserved_at,
                started_at, stopped_at, closed_at, start_recorded, interims, session_seconds,
                input_octets, output_octets, late, burst, port_type, after_cut)
            select cast(lpad(to_hex(cast(extract(epoch from s.stop) * 1000 as bigint)), 12, '0')
                    || lpad(to_hex(s.n + ?), 20, '0') as uuid),
                (select min(id) from contract) + s.n % ?,
                (select min(id) from pop) + s.n / 7 % 2, (select min(id) from nas) + s.n / 7 % 2,
                's-' || s.n, s.stop - s.seconds * interval '1 second',
                s.stop - s.seconds * interval '1 second', s.stop, s.stop, true, 0, s.seconds,
                s.seconds * 12000, s.seconds * 90000, false, s.n % 50 = 0, 15, ?
              from (select n, 60 + n * 7919 % 7140 as seconds,
                        cast(? as timestamptz) + n * (cast(? as timestamptz)
                            - cast(? as timestamptz)) / (cast(? as bigint) + 1) as stop
                      from generate_series(1, cast(? as bigint)) n) s
            """;

    /** They go on over the period's end; their NASes have told how far they are by then. */
    private static final String OPEN =
            """
            insert into lease (id, state, contract_id, pop_id, nas_id, acct_session_id, reserved_at,
                granted_at, started_at, last_seen_at, expires_at, start_recorded, interims,
                session_seconds, input_octets, output_octets, late)
            select cast(lpad(to_hex(cast(extract(epoch from s.start) * 1000 as bigint)), 12, '0')
                    || 'aa' || lpad(to_hex(s.n), 18, '0') as uuid), 'ACTIVE',
                (select min(id) from contract) + s.n % ?, (select min(id) from pop),
                (select min(id) from nas), 'o-' || s.n, s.start, s.start, s.start, s.start,
                s.start + interval '1 year', true, 1, least(1800, 540 + s.n % 3000), 18000000,
                180000000, false
              from (select n, cast(? as timestamptz) - (600 + n % 3000) * interval '1 second'
                        as start from generate_series(1, cast(? as bigint)) n) s
            """;

    private static final String STOP =
            """
            insert into usage_record (id, contract_id, pop_id, nas_id, acct_session_id, reserved_at,
                started_at, stopped_at, closed_at, start_recorded, interims, session_seconds,
                input_octets, output_octets, late, burst, after_cut)
            select id, contract_id, pop_id, nas_id, acct_session_id, reserved_at, started_at,
                started_at + interval '4 hours', started_at + interval '4 hours', true, 1, 14400,
                144000000, 1440000000, false, false, false
              from lease
            """;

    private static final int SHARE = 100;

    private final Database database;
    private final int contracts;
    private long ids;

    public CloseWorld(Database database, int contracts) {
        this.database = database;
        this.contracts = contracts;
    }

    /** The world file, with these contracts: of provider1, provider2, … */
    public Path write(Path file) {
        WorldFile world = new WorldFile();
        world.pop("Central", 1_000_000).pop("Hills", 1_000_000, "billingGroup", "rural");
        world.nas("central", "Central", NAS, NAS_SECRET);
        world.nas("hills", "Hills", "192.0.2.2", "secret");
        world.set("tariffs", List.of(tariff()));
        for (int i = 1; i <= contracts; i++) {
            String name = "provider" + i;
            world.provider(
                    name,
                    name + ".example",
                    List.of(),
                    "ports",
                    100,
                    "tariff",
                    "usual",
                    "ratePerHour",
                    null,
                    "billing",
                    WorldFile.object("closeDelaySeconds", 0));
        }
        return world.write(file);
    }

    private static Object tariff() {
        return WorldFile.object(
                "name",
                "usual",
                "versions",
                List.of(WorldFile.object("prices", new WorldFile.Json(PRICES))));
    }

    /**
     * A period's sessions: so many stopped in it, one in a hundred of that began before its end and
     * are open, and of the period before one in a hundred come late.
     *
     * @return how many there are to be billed
     */
    public long use(Instant from, Instant until, long sessions) {
        long open = database.number("select count(*) from lease");
        long late = 0;
        if (open > 0) {
            database.update(STOP);
            database.update("delete from lease");
            late = sessions / SHARE;
            insert(from.minusSeconds(20 * 86_400), from, late, true);
        }
        insert(from, until, sessions, false);
        long more = Math.max(1, sessions / SHARE);
        database.update(OPEN, contracts, until.toString(), more);
        CapacityCounters.recount(database);
        database.update("analyze");
        return sessions + open + late + more;
    }

    private void insert(Instant from, Instant until, long sessions, boolean late) {
        String begin = from.toString();
        database.update(
                SESSIONS, ids, contracts, late, begin, until.toString(), begin, sessions, sessions);
        ids += sessions;
    }
}
