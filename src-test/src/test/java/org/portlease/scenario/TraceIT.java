package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Session;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;
import org.portlease.test.world.DatabaseDump;
import org.portlease.test.world.User;

/** An operator follows single Access-Requests through all their legs. */
class TraceIT extends StandardScenario {

    private static final Pattern LEG = Pattern.compile("\"leg\":\"([a-z-]+)\"");
    private static final Pattern AT = Pattern.compile("\"leg\":\"[a-z-]+\",\"at\":\"([^\"]+)\"");
    private static final Pattern ID = Pattern.compile("\"id\":\"([0-9a-f-]{36})\"");

    private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

    private ApiClient api() {
        return world.a().api();
    }

    private HttpResponse<String> post(User user, String form) {
        return api().send(
                        api().request(user, "/api/v1/traces")
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(form))
                                .build());
    }

    /** The path of an order to follow requests. */
    private String armed(String form) {
        HttpResponse<String> answer = post(User.OPERATOR, form);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        MatchResult id = ID.matcher(answer.body()).results().findFirst().orElseThrow();
        return "/api/v1/traces/" + id.group(1);
    }

    private String followed(String order) {
        String path = order + "/requests";
        Await.until("a followed request", () -> get(path).contains("\"legs\""));
        return get(path);
    }

    private String get(String path) {
        HttpResponse<String> answer = api().get(User.AUDITOR, path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static List<String> legs(String trace) {
        return LEG.matcher(trace).results().map(result -> result.group(1)).toList();
    }

    private static String byName(Csp csp) {
        return "{\"userName\":\""
                + csp.subscriber("BOB")
                + "\",\"nas\":\"Central NAS\",\"reason\":\"of the test\"}";
    }

    @Test
    void aRequestThatFailsOverIsFollowedFromTheNasToTheNas() throws IOException, SQLException {
        Csp csp = world.pair();
        csp.homeServer().onAccess(request -> Answer.silence());
        csp.standIn().knows(csp.subscriber("bob"), "bob-secret");
        String order = armed(byName(csp));

        assertAccepted(nas.send(bob(csp).access()).reply());

        String trace = followed(order);
        assertThat(legs(trace))
                .containsExactly(
                        "received",
                        "identified",
                        "admitted",
                        "decided",
                        "sent",
                        "sent-again",
                        "gave-up",
                        "sent",
                        "answered",
                        "decided",
                        "replied");
        assertThat(trace)
                .contains("\"outcome\":\"ACCESS_ACCEPT\"")
                .contains("\"nas\":\"Central NAS\"", "\"node\":\"a\"")
                .contains("\"provider\":\"" + csp.name() + "\"", "\"as\":\"client's subscriber\"")
                .contains("\"contract.ports\":\"1000\"", "\"contract.inUse\":\"0\"")
                .contains("\"forwardTo\":\"HOME\"")
                .containsPattern("\"server\":\"127[0-9.]+ port " + csp.standIn().authPort())
                .containsPattern("\"micros\":\"[0-9]+\"")
                .contains("User-Name=***");
        List<Instant> times =
                AT.matcher(trace).results().map(at -> Instant.parse(at.group(1))).toList();
        assertThat(times).hasSize(11).isSorted();
        assertThat(Duration.between(times.get(4), times.get(6)))
                .as("two tries of 400 ms")
                .isGreaterThan(Duration.ofMillis(700));
        assertThat(get(order)).contains("\"followed\":1", "\"armed\":false");
        assertNameless(csp, trace, order);
    }

    @Test
    void ordersAreListedPageByPageTheNewestFirst() {
        String form = "{\"userName\":\"nobody@nowhere.example\",\"reason\":\"of the test\"}";
        String older = id(armed(form));
        String newer = id(armed(form));

        HttpResponse<String> page = api().get(User.AUDITOR, "/api/v1/traces?limit=1");
        assertThat(page.body()).contains(newer).doesNotContain(older);
        MatchResult next =
                NEXT.matcher(page.headers().firstValue("Link").orElse(""))
                        .results()
                        .findFirst()
                        .orElseThrow();
        assertThat(get(next.group(1))).contains(older).doesNotContain(newer);
    }

    private static String id(String order) {
        return order.substring(order.lastIndexOf('/') + 1);
    }

    /** Neither is the subscriber named to anybody, nor the password. */
    private void assertNameless(Csp csp, String trace, String order)
            throws IOException, SQLException {
        DatabaseDump dump = DatabaseDump.of(database);
        for (String secret : List.of(csp.subscriber("bob"), csp.subscriber("BOB"), "bob-secret")) {
            for (Trace form : Trace.of(secret)) {
                assertThat(form.isIn(trace)).as("%s in the trace", form).isFalse();
                assertThat(form.isIn(get(order))).as("%s in the order", form).isFalse();
                assertThat(form.isIn(world.a().log())).as("%s in the log", form).isFalse();
                assertThat(dump.contains(form.octets())).as("%s in the database", form).isFalse();
            }
        }
        assertThat(dump.contains("Central NAS".getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @Test
    void aRefusalIsFollowedWithWhatItWasDecidedFromOnEachNode() {
        Csp csp = csp(1);
        admitted(csp);
        Session second = bob(csp);
        String spaced = second.callingStation().replaceAll("(..)", "$1 ");
        String order =
                armed(
                        "{\"userName\":\""
                                + csp.subscriber("bob")
                                + "\",\"requests\":100,\"callingStation\":\""
                                + spaced
                                + "\",\"reason\":\"of the test\"}");
        Instant armedAt = Instant.now();

        Await.until(
                "the other node to follow",
                () -> {
                    assertRejected(nasAtB.send(bob(csp).access()).reply());
                    assertRejected(nasAtB.send(second.access()).reply());
                    return get(order + "/requests").contains("\"legs\"");
                });

        assertThat(Duration.between(armedAt, Instant.now())).isLessThan(Duration.ofSeconds(5));
        String trace = get(order + "/requests");
        assertThat(legs(trace).subList(0, 5))
                .containsExactly("received", "identified", "refused", "decided", "replied");
        assertThat(trace)
                .contains("\"reason\":\"NO_FREE_PORT\"", "\"contract.inUse\":\"1\"")
                .contains("\"node\":\"b\"", "\"reply\":\"ACCESS_REJECT\"");
    }

    @Test
    void whatIsDisarmedFollowsNobody() {
        Csp csp = csp(10);
        String order = armed(byName(csp));
        String seen = api().get(User.OPERATOR, order).headers().firstValue("ETag").orElseThrow();
        HttpRequest.Builder removal =
                api().request(User.OPERATOR, order)
                        .method("DELETE", HttpRequest.BodyPublishers.noBody());

        assertThat(api().send(removal.build()).statusCode()).isEqualTo(428);
        assertThat(api().send(removal.header("If-Match", seen).build()).statusCode())
                .isEqualTo(204);

        admitted(csp);
        assertThat(get(order)).contains("\"armed\":false", "\"followed\":0");
        assertThat(get(order + "/requests")).isEqualTo("[]");
    }

    @Test
    void whoMayNotChangeAnythingMayNotArmAndWrongFieldsAreNamed() {
        String form = "{\"nas\":\"Central NAS\",\"reason\":\"of the test\"}";
        assertThat(post(User.AUDITOR, form).statusCode()).isEqualTo(403);
        assertThat(post(User.PROVIDER, form).statusCode()).isEqualTo(403);
        assertThat(api().get(User.PROVIDER, "/api/v1/traces").statusCode()).isEqualTo(403);
        assertThat(post(User.OPERATOR, "{\"nas\":\"No NAS\",\"reason\":\"x\"}").body())
                .contains("\"field\":\"nas\"", "No NAS");
        assertThat(post(User.OPERATOR, "{\"reason\":\"x\"}").statusCode()).isEqualTo(422);
        assertThat(post(User.OPERATOR, "{\"nas\":\"Central NAS\",\"requests\":101}").body())
                .contains("\"field\":\"requests\"", "\"field\":\"reason\"");
    }
}
