package org.portlease.benchmark;

import org.portlease.test.world.Database;

/**
 * Client providers, each with a contract like that of the world "load" and a server of its own,
 * realms that are theirs, and NASes. Nobody asks for them: what is measured is what they cost those
 * who are asked for.
 *
 * @param rules realms, half of them as a whole, half of them by their end
 */
record ManyProviders(int providers, int rules, int nases) implements Crowd {

    private static final String PROVIDERS =
            "insert into provider (name) select 'P' || i from generate_series(1, ?) i";

    /** They begin with the running month: no earlier period is to be opened and closed. */
    private static final String CONTRACTS =
            """
            with numbered as (
                select id, row_number() over (order by id) as n,
                    date_trunc('month', now() at time zone 'UTC') at time zone 'UTC' as month
                  from provider where name <> 'Load'),
            capacities as (
                insert into capacity (ports, in_use, period_start, closed_seconds, open_sessions,
                    open_start_sum, carried_seconds, per_hour)
                select 100, 0, month, 0, 0, 0, 0,
                    (select max(per_hour) from capacity where id in
                        (select capacity_id from contract))
                  from numbered
                returning id)
            insert into contract (provider_id, capacity_id, virtual_identifier, virtual_password,
                status, starts_at, time_zone, currency)
            select p.id, c.id, 'v' || p.n || '@virtual.msp.example', l.virtual_password,
                l.status, p.month, l.time_zone, l.currency
              from numbered p
              join (select id, row_number() over (order by id) as n from capacities) c
                on c.n = p.n
             cross join contract l
            """;

    private static final String TARIFFS =
            """
            insert into contract_tariff (contract_id, tariff_id, valid_from)
            select c.id, t.tariff_id, t.valid_from
              from contract c cross join contract_tariff t where c.id <> t.contract_id
            """;

    private static final String HOME_SERVERS =
            """
            insert into home_server (provider_id, address, auth_port, acct_port, secret,
                message_authenticator, priority, timeout_ms, tries)
            select p.id, '172.' || 16 + p.n / 65536 || '.' || p.n / 256 % 256 || '.' || p.n % 256,
                1812, 1813, h.secret, h.message_authenticator, h.priority, h.timeout_ms, h.tries
              from (select id, row_number() over (order by id) as n
                      from provider where name <> 'Load') p
             cross join home_server h
            """;

    private static final String RULES =
            """
            insert into identification_rule (kind, match, pattern, contract_id)
            select 'REALM', case when i % 2 = 0 then 'EXACT' else 'SUFFIX' end,
                'r' || i || '.example', c.id
              from generate_series(1, ?) i
              join (select c.id, row_number() over (order by c.id) - 1 as n
                      from contract c join provider p on p.id = c.provider_id
                     where p.name <> 'Load') c
                on c.n = i % ?
            """;

    private static final String NASES =
            """
            insert into nas (name, pop_id, network, secret, message_authenticator, proxy, budget_ms)
            select 'N' || i, l.pop_id,
                '10.' || i / 65536 || '.' || i / 256 % 256 || '.' || i % 256,
                l.secret, l.message_authenticator, l.proxy, l.budget_ms
              from generate_series(1, ?) i cross join nas l
            """;

    @Override
    public void fill(Database database) {
        database.update(PROVIDERS, providers);
        database.update(CONTRACTS);
        database.update(TARIFFS);
        database.update(HOME_SERVERS);
        database.update(RULES, rules, providers);
        database.configure(NASES, nases);
    }

    @Override
    public String toString() {
        return String.format("%,d providers, %,d realm rules, %,d NASes", providers, rules, nases);
    }
}
