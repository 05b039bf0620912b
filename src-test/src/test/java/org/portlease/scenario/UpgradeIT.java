package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.portlease.test.world.Database;
import org.portlease.test.world.Databases;

/** A PostgreSQL of the first version, in the middle of its work, under the newest schema. */
class UpgradeIT {

    /** A contract with an open session, a closed one, and refusals. */
    private static final String FIRST_VERSION =
            """
            insert into provider (name) values ('North');
            insert into capacity (ports, in_use, period_start, closed_seconds, open_sessions,
              open_start_sum, carried_seconds)
              values (9, 1, now(), 0, 1, 0, 0), (4, 1, now(), 60, 1, 0, 0);
            insert into pop (name, capacity_id) values ('Central', 1);
            insert into contract (provider_id, capacity_id, virtual_identifier, virtual_password,
              status, starts_at, time_zone, currency, rate_per_hour, balance)
              values (1, 2, 'v', '\\x01', 'ACTIVE', now(), 'UTC', 'EUR', 1, 3);
            insert into nas (name, pop_id, network, secret, message_authenticator, proxy, budget_ms)
              values ('N', 1, '192.0.2.1', '\\x01', 'OPTIONAL', false, 8000);
            insert into home_server (provider_id, address, auth_port, acct_port, secret,
              message_authenticator, priority, timeout_ms, tries)
              values (1, '192.0.2.9', 1812, 1813, '\\x01', 'REQUIRED', 1, 2000, 2);
            insert into identification_rule (kind, match, pattern, contract_id)
              values ('REALM', 'EXACT', 'north.example', 1);
            insert into lease (id, state, contract_id, pop_id, nas_id, reserved_at, started_at,
              start_recorded, interims, session_seconds, input_octets, output_octets, late)
              values (gen_random_uuid(), 'ACTIVE', 1, 1, 1, now(), now(), true, 1, 90, 0, 0, false);
            insert into usage_record (id, contract_id, pop_id, nas_id, started_at, stopped_at,
              start_recorded, interims, session_seconds, input_octets, output_octets, late)
              values (gen_random_uuid(), 1, 1, 1, now(), now(), true, 0, 60, 0, 0, false);
            insert into accounting_event (id, nas_id, status_type, at)
              values (gen_random_uuid(), 1, 7, now());
            insert into refusal (contract_id, reason, in_hour, refusals)
              values (1, 'NO_FREE_PORT', date_trunc('hour', now()), 7);
            """;

    private final Database database = Databases.postgres("upgrade");

    @Test
    void whatWasThereGoesOnWithTheUsualConditions() {
        migrations().target("1.1").load().migrate();
        database.update(FIRST_VERSION);

        assertThat(migrations().load().migrate().migrationsExecuted).isPositive();

        assertThat(rows("contract where accounting = 'STORE' and burst_ports = 0")).isOne();
        assertThat(rows("nas where missed_interims = 3 and interim_seconds is null")).isOne();
        assertThat(rows("home_server where health_check = 'USE' and not authorizes")).isOne();
        assertThat(rows("identification_rule where not overflow")).isOne();
        assertThat(rows("lease where port_held and not burst and state = 'ACTIVE'")).isOne();
        assertThat(rows("usage_record where end_cause = 'STOP' and not estimated")).isOne();
        assertThat(rows("accounting_event where settled")).isOne();
        assertThat(rows("capacity where clients_in_use = 1 and ports = 9")).isOne();
        assertThat(rows("lease where last_seen_at = started_at + interval '90 seconds'")).isOne();
        assertThat(rows("refusal_count where pop_id = 0 and refusals = 7")).isOne();
        assertThat(rows("contract where billing_length = 'MONTHLY' and split_sessions")).isOne();
        assertThat(rows("capacity where owed = 3 and per_hour = 1")).isOne();
        assertThat(
                        database.texts(
                                "select v.prices from contract_tariff a join tariff_version v"
                                        + " on v.tariff_id = a.tariff_id"))
                .containsExactly(
                        "{\"usage\":[{\"name\":\"Connection time\","
                                + "\"time\":{\"perHour\":1.000000}}]}");
    }

    private FluentConfiguration migrations() {
        return Flyway.configure()
                .dataSource(database.url(), database.user(), database.password())
                .locations("classpath:db/migration", "classpath:db/postgresql");
    }

    private long rows(String table) {
        return database.number("select count(*) from " + table);
    }
}
