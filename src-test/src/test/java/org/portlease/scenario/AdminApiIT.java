package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertAccepted;
import static org.portlease.scenario.StandardScenario.assertRecorded;
import static org.portlease.scenario.StandardScenario.assertRejected;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.test.wire.Session;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.LifeWorld;
import org.portlease.test.world.Site;

/** What an operator sees of leases over HTTP. */
class AdminApiIT extends LifeScenario {

    private static final Pattern OBJECT = Pattern.compile("\\{[^{}]*}");

    private String get(String resource) {
        HttpResponse<String> response = world.a().web("/api/v1/" + resource);
        assertThat(response.statusCode()).as(resource).isEqualTo(200);
        return response.body();
    }

    /** The objects of the answer, without those that hold others, in which all of that stands. */
    private List<String> entries(String resource, String... parts) {
        return OBJECT.matcher(get(resource))
                .results()
                .map(MatchResult::group)
                .filter(entry -> List.of(parts).stream().allMatch(entry::contains))
                .toList();
    }

    private String entry(String resource, String... parts) {
        List<String> found = entries(resource, parts);
        assertThat(found).as("%s with %s", resource, List.of(parts)).hasSize(1);
        return found.get(0);
    }

    private static String of(String field, String value) {
        return "\"" + field + "\":\"" + value + "\"";
    }

    private static String of(String field, long value) {
        return "\"" + field + "\":" + value;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "capacity",
                "peaks",
                "refusals",
                "home-servers/health",
                "backlog",
                "disconnections",
                "repairs",
                "accounting-oddities",
                "counters",
                "encryption-keys"
            })
    void everyResourceAnswersAndIsDescribed(String resource) {
        assertThat(get(resource)).matches(Pattern.compile("[\\[{].*", Pattern.DOTALL));
        assertThat(world.a().web("/openapi").body()).contains("/api/v1/" + resource + ":");
    }

    @Test
    void capacityTellsOfReservesBurstsAndShares() {
        Site reserve = site(Site.Kind.RESERVE);
        Site shared = site(Site.Kind.SHARED);
        Csp bursting = csp(ContractKind.BURSTING);
        for (int i = 0; i < 3; i++) {
            started(reserve, bursting);
        }
        Csp sharing = csp(ContractKind.SHARING);
        started(shared, sharing);

        assertThat(entry("capacity", of("pop", reserve.pop()), "clientsInUse"))
                .contains(of("reservedPorts", 2), of("inUse", 3), of("clientsInUse", 3));
        assertThat(entry("capacity", of("provider", bursting.name()), "burstPorts"))
                .contains(of("burstPorts", 2), of("inUse", 3), of("burstInUse", 1));
        assertThat(entry("capacity", of("provider", sharing.name()), of("pop", shared.pop())))
                .contains(of("ports", LifeWorld.SHARE), of("inUse", 1));
    }

    @Test
    void capacityTellsWhatTimeIsPromised() {
        Csp csp = csp(ContractKind.HARD);
        admitted(site(Site.Kind.USUAL).nas(), bob(csp));

        assertThat(entry("capacity", of("provider", csp.name()), "promisedSeconds"))
                .contains(of("thresholdSeconds", 3600), of("promisedSeconds", 1200));
    }

    @Test
    void peaksAreExactFromOneFiveMinutesToTheNext() {
        Csp csp = csp(ContractKind.USUAL);
        Site site = site(Site.Kind.USUAL);
        clock.advanceTo(nextSlot());
        started(site, csp);
        Session second = started(site, csp);
        assertRecorded(site.nas().send(second.stop(1)).reply());
        pass(Duration.ofMinutes(10).toSeconds());

        // two at once, and one ever since: in a slot without a change, and in the running one
        String ofProvider = entry("peaks?hours=1", of("provider", csp.name()));
        assertThat(ofProvider).contains(of("peak", 2)).containsPattern("\\D2(,1){2,}]");
        assertThat(entry("peaks?hours=1", of("pop", site.pop()))).contains(of("peak", 2));
    }

    private Instant nextSlot() {
        long seconds = clock.now().getEpochSecond();
        return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, 300L) + 300);
    }

    @Test
    void aRefusalIsToldByProviderPopAndReason() {
        Csp csp = csp(ContractKind.USUAL);
        Site site = site(Site.Kind.USUAL);
        Session wrong = Session.of(csp.subscriber("bob"), "wrong-secret");

        assertRejected(site.nas().send(wrong.access()).reply());

        Await.until(
                "the refusal",
                () ->
                        entries(
                                        "refusals?provider=" + csp.name(),
                                        of("provider", csp.name()),
                                        of("pop", site.pop()))
                                .stream()
                                .anyMatch(
                                        entry ->
                                                entry.contains(of("reason", "HOME_REJECTED"))
                                                        && entry.contains(of("refusals", 1))));
    }

    @Test
    void aHomeServerThatAnswersIsAliveAndOneThatDoesNotIsSuspect() {
        Csp csp = csp(ContractKind.USUAL);
        Site site = site(Site.Kind.USUAL);
        Session bob = bob(csp);
        assertAccepted(site.nas().send(bob.access()).reply());
        String[] authentication = {of("provider", csp.name()), of("service", "auth")};

        assertThat(entry("home-servers/health", authentication))
                .contains(of("address", csp.homeServer().address()), of("state", "ALIVE"));

        csp.homeServer().fallSilent();
        site.nas().send(bob(csp).access());
        Await.until(
                "a suspicion",
                () -> !entry("home-servers/health", authentication).contains(of("state", "ALIVE")));
    }

    @Test
    void theBacklogTellsWhoseItIsAndHowOld() {
        Csp csp = csp(ContractKind.USUAL);
        Site site = site(Site.Kind.USUAL);
        Session bob = admitted(site.nas(), bob(csp));
        csp.homeServer().fallSilent();
        assertRecorded(site.nas().send(bob.start()).reply());
        pass(60);

        String waiting = entry("backlog", of("provider", csp.name()));

        assertThat(waiting)
                .contains(of("reports", 1))
                .containsPattern("\"ageSeconds\":(6|7)\\d\\b");
        csp.homeServer().revive();
    }

    @Test
    void aDisconnectionIsToldWithItsAnswer() {
        Csp csp = csp(ContractKind.USUAL);
        Site site = site(Site.Kind.USUAL);
        Session bob = started(site, csp);
        UUID lease = UUID.fromString(ofLease("cast(id as varchar)", bob));
        database.update(
                "insert into disconnection (id, lease_id, nas_id, cause, nas_address, asked_at,"
                        + " tries, answered_at, answer, error_cause)"
                        + " select ?, ?, id, 'CONTRACT_SUSPENDED', ?, ?, 2, ?, 'NAK', 503"
                        + " from nas where name = ?",
                UUID.randomUUID(),
                lease,
                site.address(),
                clock.now().atOffset(ZoneOffset.UTC),
                clock.now().atOffset(ZoneOffset.UTC),
                site.nasName());

        assertThat(entry("disconnections?limit=1000", of("lease", lease.toString())))
                .contains(
                        of("provider", csp.name()),
                        of("nas", site.nasName()),
                        of("cause", "CONTRACT_SUSPENDED"),
                        of("answer", "NAK"),
                        of("errorCause", 503),
                        of("tries", 2));
    }

    @Test
    void whatWasOddAndWhatWasRepairedIsTold() {
        Site site = site(Site.Kind.USUAL);
        database.update(
                "insert into accounting_oddity (nas_id, rule, in_hour, times)"
                        + " select id, 'CLASS_DAMAGED', date_trunc('hour', cast(? as timestamptz)),"
                        + " 3 from nas where name = ?",
                clock.now().atOffset(ZoneOffset.UTC),
                site.nasName());
        database.update(
                "insert into capacity_repair (capacity_id, at, found)"
                        + " select capacity_id, ?, 'of the test' from pop where name = ?",
                clock.now().atOffset(ZoneOffset.UTC),
                site.pop());

        assertThat(entry("accounting-oddities?limit=1000", of("nas", site.nasName())))
                .contains(of("rule", "CLASS_DAMAGED"), of("times", 3));
        assertThat(entry("repairs", of("pop", site.pop()))).contains(of("found", "of the test"));
    }
}
