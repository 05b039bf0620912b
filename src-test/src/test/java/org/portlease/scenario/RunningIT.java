package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.scenario.StandardScenario.assertAccepted;
import static org.portlease.scenario.StandardScenario.assertRecorded;
import static org.portlease.scenario.StandardScenario.assertRejected;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.Wire;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.PortleaseServer;
import org.portlease.test.world.Site;
import org.portlease.test.world.User;

/** What a network operations centre does with what runs, over HTTP, and what RADIUS makes of it. */
@SuppressWarnings("NullAway.Init") // set before each test
class RunningIT extends LifeScenario {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern NEXT = Pattern.compile("<(/[^>]*)>; rel=\"next\"");

    private Site site;

    @BeforeEach
    void enterSite() {
        site = site(Site.Kind.USUAL);
    }

    private HttpResponse<String> get(String path) {
        return world.a().web("/api/v1/" + path);
    }

    private static HttpResponse<String> post(
            PortleaseServer node, User user, String path, String json) {
        return node.api()
                .send(
                        node.api()
                                .request(user, "/api/v1/" + path)
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build());
    }

    private String done(String path, String json) {
        HttpResponse<String> response = post(world.a(), User.OPERATOR, path, json);
        assertThat(response.statusCode()).as("%s: %s", path, response.body()).isEqualTo(200);
        return response.body();
    }

    private static final String WHY = "{\"reason\":\"of the test\"}";

    private static String of(String field, Object value) {
        return "\"" + field + "\":" + (value instanceof String ? "\"" + value + "\"" : value);
    }

    private String leaseId(Session session) {
        return ofLease("cast(id as varchar)", session);
    }

    private long id(String table, String name) {
        return database.number("select id from " + table + " where name = ?", name);
    }

    private static String parameter(String text) {
        return text.replace(" ", "%20");
    }

    @Test
    void openSessionsAreListedPageByPageAndSayWhoseTheyAreAndNotWho() {
        Csp csp = csp(ContractKind.USUAL);
        Session first = started(site, csp);
        Session second = started(site, csp);
        started(site.nas(), alice());

        HttpResponse<String> page = get("sessions?limit=1&provider=" + csp.name());
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        Matcher next = NEXT.matcher(page.headers().firstValue("Link").orElse(""));
        assertThat(next.find()).isTrue();
        String both = page.body() + world.a().web(next.group(1)).body();
        assertThat(both)
                .contains(of("id", leaseId(first)), of("id", leaseId(second)))
                .contains(of("provider", csp.name()), of("pop", site.pop()), of("state", "ACTIVE"))
                .doesNotContain("bob", first.callingStation());
        assertThat(get("sessions?provider=" + csp.name()).headers().firstValue("Link")).isEmpty();
        String own = get("sessions?own=true&nas=" + parameter(site.nasName())).body();
        assertThat(own).contains(of("own", true)).doesNotContain("alice", csp.name());
        assertThat(get("sessions?state=RESERVED&pop=" + parameter(site.pop())).body())
                .isEqualTo("[]");
        assertThat(get("sessions?state=NONE").statusCode()).isEqualTo(422);
    }

    @Test
    void aSessionIsDisconnectedAndItsOutcomeIsToldBeforeAndAfterItsEnd() {
        Csp csp = csp(ContractKind.USUAL);
        Session bob = started(site, csp);
        Session spared = started(site, csp);
        String path = "sessions/" + leaseId(bob);
        assertThat(post(world.a(), User.AUDITOR, path + "/disconnect", WHY).statusCode())
                .isEqualTo(403);

        assertThat(done(path + "/disconnect", WHY)).contains(of("cause", "OPERATOR"));

        Await.until(
                "the NAS's answer", PATIENCE, () -> get(path).body().contains(of("answer", "ACK")));
        assertRecorded(site.nas().send(bob.stop(5)).reply());
        assertThat(get(path).body()).contains(of("state", "ENDED"), of("answer", "ACK"));
        assertThat(post(world.a(), User.OPERATOR, path + "/disconnect", WHY).statusCode())
                .isEqualTo(409);
        assertThat(site.control().requests(Wire.DISCONNECT_REQUEST, spared.id())).isEmpty();
    }

    @Test
    void sessionsOfAFilterAreDisconnectedSoManyAtOnce() {
        Csp csp = csp(ContractKind.USUAL);
        Stream.of(1, 2, 3).forEach(each -> started(site, csp));

        String form = "{\"reason\":\"of the test\",\"limit\":2,\"provider\":\"" + csp.name();
        assertThat(done("sessions/disconnect", form + "\"}"))
                .contains(of("asked", 2), of("more", true));
        assertThat(done("sessions/disconnect", form + "\"}"))
                .contains(of("asked", 1), of("more", false));
        assertThat(post(world.a(), User.OPERATOR, "sessions/disconnect", WHY).statusCode())
                .as("everybody's")
                .isEqualTo(422);
        Await.until(
                "all answers",
                PATIENCE,
                () -> site.control().requests(Wire.DISCONNECT_REQUEST).size() == 3);
    }

    @Test
    void aDrainingNasGetsNobodyNewAndItsSessionsEndWhereThatIsWanted() {
        Csp csp = csp(ContractKind.USUAL);
        Session bob = started(site, csp);
        String path = "nases/" + id("nas", site.nasName());

        done(path + "/drain", "{\"reason\":\"firmware\"}");

        assertRejected(site.nas().send(bob(csp).access()).reply());
        assertThat(database.refusals(csp.name(), "NAS_DRAINING")).isEqualTo(1);
        assertRejected(site.nas().send(alice().access()).reply());
        awaitRefused(csp, site);
        assertRecorded(site.nas().send(bob.interim(60)).reply());
        assertThat(site.control().requests(Wire.DISCONNECT_REQUEST)).isEmpty();

        done(path + "/drain", "{\"reason\":\"firmware\",\"disconnect\":true}");
        Await.until(
                "a Disconnect-Request",
                PATIENCE,
                () -> {
                    pass(1);
                    return !site.control().requests(Wire.DISCONNECT_REQUEST, bob.id()).isEmpty();
                });
        done(path + "/undrain", WHY);
        assertAccepted(site.nas().send(bob(csp).access()).reply());
    }

    /** On the other node, within a second or so of a machine that has much to do. */
    private void awaitRefused(Csp csp, Site at) {
        Await.until(
                "the other node refuses",
                Duration.ofSeconds(5),
                () ->
                        at.nasAtB().send(bob(csp).access()).replyWithin(PATIENCE).code()
                                == Wire.ACCESS_REJECT);
    }

    @Test
    void aDrainingProviderGetsNobodyNewAndOthersDo() {
        Csp csp = csp(ContractKind.USUAL);
        Csp other = csp(ContractKind.USUAL);
        Session bob = started(site, csp);
        String path = "providers/" + id("provider", csp.name());

        assertThat(done(path + "/drain", "{\"reason\":\"unpaid\"}"))
                .contains(of("name", csp.name()), of("disconnects", false));

        assertRejected(site.nas().send(bob(csp).access()).reply());
        assertThat(database.refusals(csp.name(), "PROVIDER_DRAINING")).isEqualTo(1);
        assertAccepted(site.nas().send(bob(other).access()).reply());
        assertRecorded(site.nas().send(bob.stop(5)).reply());
        done(path + "/undrain", WHY);
        assertAccepted(site.nas().send(bob(csp).access()).reply());
    }

    @Test
    void aDrainingNodeAnswersNobodyNewAndGoesOnWithWhoIsConnected() {
        Csp csp = csp(ContractKind.USUAL);
        Session bob = started(site.nasAtB(), bob(csp));
        Await.until(
                "both nodes are known", PATIENCE, () -> get("nodes/b").body().contains(":true"));
        try {
            done("nodes/b/drain", WHY);

            Await.until(
                    "b says that it drains",
                    Duration.ofSeconds(10),
                    () -> world.b().healthText().contains("draining"));
            assertThat(world.b().isReady()).isFalse();
            site.nasAtB().send(bob(csp).access()).staysUnanswered(Duration.ofSeconds(2));
            assertAccepted(site.nas().send(bob(csp).access()).reply());
            assertRecorded(site.nasAtB().send(bob.interim(60)).reply());
            assertThat(get("nodes").body()).contains("drainingSince");
        } finally {
            done("nodes/b/undrain", WHY);
        }
        Await.until("b is ready again", PATIENCE, world.b()::isReady);
        assertAccepted(site.nasAtB().send(bob(csp).access()).reply());
    }

    @Test
    void loweredPortsDisconnectNobodyAndRefuseUntilTheNumberIsBelow() {
        Csp csp = csp(ContractKind.USUAL);
        List<Session> up = new ArrayList<>();
        Stream.of(1, 2, 3).forEach(each -> up.add(started(site, csp)));

        database.setPorts(csp.name(), 1);

        for (Session session : up) {
            assertRejected(site.nas().send(bob(csp).access()).reply());
            assertRecorded(site.nas().send(session.stop(5)).reply());
        }
        assertAccepted(site.nas().send(bob(csp).access()).reply());
        assertThat(site.control().requests(Wire.DISCONNECT_REQUEST)).isEmpty();
    }

    @Test
    void aSubscriberIsTestedThroughAHomeServerAndNoSessionComesOfIt() {
        Csp csp = csp(ContractKind.USUAL);
        String path = testPath(csp);

        assertThat(done(path, test(csp, "bob-secret", "PAP")))
                .contains(of("code", "Access-Accept"), of("messageAuthenticator", true))
                .doesNotContain("bob");
        assertThat(done(path, test(csp, "bob-secret", "CHAP")))
                .contains(of("code", "Access-Accept"));
        assertThat(done(path, test(csp, "guess", "PAP"))).contains(of("code", "Access-Reject"));
        csp.homeServer().fallSilent();
        assertThat(done(path, test(csp, "bob-secret", "PAP"))).contains(of("fault", "timeout"));
        csp.homeServer().revive();
        assertThat(database.leases(csp.name())).isZero();
        assertThat(world.a().log()).doesNotContain("bob-secret");
        assertThat(
                        post(
                                        world.a(),
                                        User.OPERATOR,
                                        "home-servers/999999/test",
                                        test(csp, "x", "PAP"))
                                .statusCode())
                .isEqualTo(404);
    }

    @Test
    void aTestOfAHomeServerIsDoneOnceForItsKey() {
        Csp csp = csp(ContractKind.USUAL);
        String path = testPath(csp);
        String form = test(csp, "bob-secret", "PAP");
        Map<String, String> once =
                Map.of("Content-Type", "application/json", "Idempotency-Key", "t-" + csp.name());

        HttpResponse<String> first = world.a().api().send(User.OPERATOR, "POST", path, form, once);
        assertThat(first.body()).contains(of("code", "Access-Accept"));
        csp.homeServer().fallSilent();
        HttpResponse<String> again = world.a().api().send(User.OPERATOR, "POST", path, form, once);
        csp.homeServer().revive();

        assertThat(again.statusCode()).isEqualTo(first.statusCode());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("ETag"))
                .isEqualTo(first.headers().firstValue("ETag"));
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
    }

    private String testPath(Csp csp) {
        long server =
                database.number(
                        "select h.id from home_server h join provider p on p.id = h.provider_id"
                                + " where p.name = ?",
                        csp.name());
        return "home-servers/" + server + "/test";
    }

    private static String test(Csp csp, String password, String method) {
        return "{"
                + String.join(
                        ",",
                        of("userName", csp.subscriber("bob")),
                        of("password", password),
                        of("method", method),
                        of("timeoutMilliseconds", 1500))
                + "}";
    }

    @Test
    void aRequestIsExplainedAsItWouldBeDecided() {
        Csp csp = csp(ContractKind.USUAL);
        String form =
                "{"
                        + of("userName", csp.subscriber("bob"))
                        + ","
                        + of("sourceAddress", site.address())
                        + "}";

        assertThat(done("identification-rules/explain", form))
                .contains(
                        of("nas", site.nasName()),
                        of("whose", "CLIENT"),
                        of("provider", csp.name()),
                        of("value", csp.realm()),
                        of("admitted", true))
                .doesNotContain("bob");

        database.setPorts(csp.name(), 0);
        assertThat(done("identification-rules/explain", form))
                .contains(of("admitted", false), of("refusal", "NO_FREE_PORT"));
        assertRejected(site.nas().send(bob(csp).access()).reply());
    }

    @Test
    void aProviderSeesWhatIsItsOwnAlone() {
        Csp mine = csp(ContractKind.USUAL);
        Csp other = csp(ContractKind.USUAL);
        database.update("delete from provider_principal where principal = ?", User.NORTH.name());
        database.update(
                "insert into provider_principal (principal, provider_id) values (?, ?)",
                User.NORTH.name(),
                id("provider", mine.name()));
        Session ours = started(site, mine);
        Session theirs = started(site, other);
        assertRejected(
                site.nas().send(Session.of(other.subscriber("bob"), "guess").access()).reply());

        assertThat(byNorth("sessions").body())
                .contains(leaseId(ours))
                .doesNotContain(leaseId(theirs));
        assertThat(byNorth("sessions?provider=" + other.name()).body()).isEqualTo("[]");
        assertThat(byNorth("sessions/" + leaseId(ours)).statusCode()).isEqualTo(200);
        assertThat(byNorth("sessions/" + leaseId(theirs)).statusCode()).isEqualTo(404);
        assertThat(byNorth("capacity").body())
                .contains(of("provider", mine.name()), of("pops", new ArrayList<String>()))
                .doesNotContain(of("provider", other.name()));
        for (String resource : List.of("peaks", "refusals", "backlog", "home-servers/health")) {
            assertThat(byNorth(resource).body())
                    .as(resource)
                    .doesNotContain(of("provider", other.name()));
            assertThat(byNorth(resource + "?provider=" + other.name()).body())
                    .as(resource)
                    .doesNotContain(other.name());
        }
        for (String resource : List.of("repairs", "accounting-oddities", "counters", "nodes")) {
            assertThat(byNorth(resource).statusCode()).as(resource).isEqualTo(403);
        }
        assertThat(
                        post(
                                        world.a(),
                                        User.NORTH,
                                        "sessions/" + leaseId(ours) + "/disconnect",
                                        WHY)
                                .statusCode())
                .isEqualTo(403);
    }

    private HttpResponse<String> byNorth(String path) {
        return world.a().web(User.NORTH, "/api/v1/" + path);
    }

    @Test
    void whatHappensOnOneNodeIsToldByTheFeedOfTheOther() {
        Csp csp = csp(ContractKind.USUAL);
        try (Listening feed = listen()) {
            feed.await("capacity.provider");
            awaitToldOfSession(csp, feed);
            feed.await("session.started");
            feed.await("session.ended");
            assertThat(feed.lines()).noneMatch(line -> line.contains("bob"));
        }
    }

    @Test
    void whoListensTakesNoConnectionsToTheDatabaseFromOthers() {
        Csp csp = csp(ContractKind.USUAL);
        try (Listening feed = listen()) {
            for (int looks = 0; looks < 6; looks++) {
                feed.lines().clear();
                awaitToldOfSession(csp, feed);
            }
            String inUse =
                    world.b()
                            .web(User.AUDITOR, "/metrics")
                            .body()
                            .lines()
                            .filter(line -> line.startsWith("portlease_pool_in_use"))
                            .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                            .collect(Collectors.joining(" "));
            assertThat(Double.parseDouble(inUse)).isLessThan(10);
        }
    }

    /** A stream of events that is being read. */
    private record Listening(Stream<String> stream, Queue<String> lines) implements AutoCloseable {

        void await(String text) {
            Await.until(
                    "a line with " + text,
                    PATIENCE,
                    () -> lines.stream().anyMatch(line -> line.contains(text)));
        }

        @Override
        public void close() {
            stream.close();
        }
    }

    /** The other node's feed. */
    private Listening listen() {
        HttpRequest request =
                world.b()
                        .api()
                        .request(User.OPERATOR, "/api/v1/feed")
                        .timeout(Duration.ofMinutes(5))
                        .build();
        HttpResponse<Stream<String>> response =
                world.b().api().send(request, HttpResponse.BodyHandlers.ofLines());
        assertThat(response.statusCode()).isEqualTo(200);
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        Thread reader = new Thread(() -> response.body().forEach(lines::add), "feed");
        reader.setDaemon(true);
        reader.start();
        return new Listening(response.body(), lines);
    }

    /** The other node sees within half a second that somebody listens. */
    private void awaitToldOfSession(Csp csp, Listening feed) {
        Await.until(
                "a session that is told",
                PATIENCE,
                () -> {
                    Session bob = started(site, csp);
                    assertRecorded(site.nas().send(bob.stop(5)).reply());
                    return feed.lines().stream()
                            .anyMatch(
                                    line ->
                                            line.contains(of("provider", csp.name()))
                                                    && line.contains(of("cause", "STOP")));
                });
    }
}
