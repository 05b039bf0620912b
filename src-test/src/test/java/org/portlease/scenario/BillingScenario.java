package org.portlease.scenario;

import static org.portlease.scenario.StandardScenario.assertRecorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.portlease.test.wire.Session;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Site;
import org.portlease.test.world.User;

/** A scenario of billing over HTTPS. */
abstract class BillingScenario extends LifeScenario {

    static final Duration TICK = Duration.ofSeconds(90);

    ApiClient api() {
        return world.a().api();
    }

    JsonNode read(String resource) {
        return api().read(User.AUDITOR, resource);
    }

    long contract(Csp csp) {
        return database.number(
                "select id from contract where virtual_identifier = ?", csp.virtualIdentifier());
    }

    Instant endOfMonth() {
        return clock.now()
                .atZone(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .withDayOfMonth(1)
                .plusMonths(1)
                .toInstant();
    }

    /** A session of an hour, in a period that waits for a person to close it. */
    UUID anHour(Csp csp) {
        Await.until("the running billing period", TICK, () -> hasRunningPeriod(csp));
        Site site = site(Site.Kind.USUAL);
        Session session = started(site, csp);
        pass(3600);
        assertRecorded(site.nas().send(session.stop(3600)).reply());
        database.update(
                "update contract set issue_automatically = false where id = ?", contract(csp));
        return UUID.fromString(ofUsage("cast(id as varchar)", session));
    }

    /** Whatever months other scenarios have let pass. */
    private boolean hasRunningPeriod(Csp csp) {
        JsonNode open = read("billing-periods?state=OPEN&contract=" + contract(csp));
        return open.findValuesAsText("endsAt").stream()
                .anyMatch(end -> Instant.parse(end).isAfter(clock.now()));
    }

    long park(Csp csp) {
        database.update(
                "update billing_period set state = 'PARKED', fault = 'by the test', due_at = due_at"
                        + " + interval '10' year where contract_id = ? and state <> 'CLOSED'",
                contract(csp));
        return database.number(
                "select id from billing_period where contract_id = ? and state = 'PARKED'",
                contract(csp));
    }
}
