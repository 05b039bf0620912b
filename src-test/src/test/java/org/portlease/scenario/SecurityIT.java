package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.Await;
import org.portlease.test.world.PortleaseServer;
import org.portlease.test.world.User;

/** Who gets in at the API's door, and who does not. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecurityIT extends StandardScenario {

    private static final String PATH = "/api/v1/counters";
    private static final int ATTEMPTS = 10;

    /** Longer than the server waits for what does not come: 30 seconds. */
    private static final Duration CUT = Duration.ofSeconds(45);

    private static final Duration LOCKED = Duration.ofSeconds(62);

    private static Instant lockedAt = Instant.EPOCH;

    private PortleaseServer server() {
        return world.a();
    }

    private ApiClient api() {
        return server().api();
    }

    @Test
    void withoutTlsThereIsNoDoor() {
        assertThatThrownBy(
                        () ->
                                new Socket(InetAddress.getLoopbackAddress(), server().plainPort())
                                        .close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void whatIsNotHttpDoesNotPass() {
        for (String path : List.of("/wildfly-services/", "/wildfly-services/ejb/v1/open")) {
            assertProblem(api().get(User.OPERATOR, path), 404, "not-found");
        }
        String upgrade =
                """
                GET / HTTP/1.1
                Host: localhost
                Connection: Upgrade
                Upgrade: jboss-remoting
                Sec-JbossRemoting-Key: MDEyMzQ1Njc4OWFiY2RlZg==

                """;
        assertThat(api().answerTo(upgrade, CUT)).startsWith("HTTP/1.1 401 ");
    }

    /** The answer is no answer: the connection ends. */
    @Test
    void whoStopsWithinABodyIsCutOff() {
        String begun =
                """
                POST /api/v1/pops HTTP/1.1
                Host: localhost
                Authorization: %s
                Content-Type: application/json
                Content-Length: 100

                {"""
                        .formatted(User.OPERATOR.authorization());
        assertThat(api().answerTo(begun, CUT)).doesNotContain("HTTP/1.1 2");
    }

    @Test
    void aPageOfAnotherSiteChangesNothing() {
        String principal = "providers/0/principals/nobody";
        assertProblem(api().send(User.OPERATOR, "PUT", principal, "", Map.of()), 404, "not-found");
        for (Map<String, String> said :
                List.of(
                        Map.of("Origin", "https://evil.example"),
                        Map.of("Sec-Fetch-Site", "cross-site"))) {
            assertProblem(api().send(User.OPERATOR, "PUT", principal, "", said), 403, "forbidden");
        }
        Map<String, String> form = Map.of("Content-Type", "application/x-www-form-urlencoded");
        assertProblem(
                api().send(User.OPERATOR, "PUT", principal, "a=b", form),
                415,
                "unsupported-media-type");
    }

    @Test
    void aMethodThatNobodyKnowsIsTheCallersFault() {
        for (String path : List.of("/metrics", "/")) {
            HttpRequest unknown =
                    api().request(User.OPERATOR, path)
                            .method("FOO", HttpRequest.BodyPublishers.noBody())
                            .build();
            assertProblem(api().send(unknown), 501, "not-implemented");
        }
    }

    @Test
    void withoutAUserNothingIsTold() {
        HttpResponse<String> answer = api().send(api().request(PATH).build());
        assertProblem(answer, 401, "unauthenticated");
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(way -> assertThat(way).startsWith("Basic realm=\"Portlease\""));
        assertProblem(api().send(api().request("/api/v1/nothing").build()), 401, "unauthenticated");
        assertProblem(api().send(api().request("/").build()), 401, "unauthenticated");
    }

    @Test
    void aWrongPasswordAndAnUnknownUserAreNoDifferent() {
        HttpResponse<String> wrong = api().get(User.AUDITOR.with("guess"), PATH);
        HttpResponse<String> unknown =
                api().get(new User("ghost", "guess", User.AUDITOR.roles()), PATH);
        assertProblem(wrong, 401, "unauthenticated");
        assertProblem(unknown, 401, "unauthenticated");
        assertThat(unknown.body()).isEqualTo(wrong.body());
    }

    @Test
    void aUserGetsWhatTheRoleAllows() {
        assertThat(api().get(User.OPERATOR, PATH).statusCode()).isEqualTo(200);
        assertThat(api().get(User.AUDITOR, PATH).statusCode()).isEqualTo(200);
        assertProblem(api().get(User.PROVIDER, PATH), 403, "forbidden");
        assertProblem(api().get(User.NOBODY, PATH), 403, "forbidden");
    }

    @Test
    void whatTheContainerTurnsAwayIsAProblemToo() {
        assertProblem(api().get(User.OPERATOR, "/nothing"), 404, "not-found");
        assertProblem(api().get(User.OPERATOR, "/problem"), 404, "not-found");
        HttpRequest deletion =
                api().request(User.OPERATOR, "/nothing")
                        .method("DELETE", HttpRequest.BodyPublishers.noBody())
                        .build();
        assertProblem(api().send(deletion), 405, "method-not-allowed");
    }

    @Test
    void answersAreForTheAskerAloneAndOverTlsAlone() {
        for (HttpResponse<String> answer :
                List.of(api().get(User.OPERATOR, PATH), api().send(api().request(PATH).build()))) {
            assertThat(answer.headers().firstValue("Cache-Control"))
                    .hasValueSatisfying(way -> assertThat(way).contains("no-store"));
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
            assertThat(answer.headers().firstValue("Strict-Transport-Security"))
                    .hasValue("max-age=31536000");
            assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        }
    }

    @Test
    void usersAreMadeAsTheDocumentationSays() throws IOException {
        List<String> commands =
                Files.readAllLines(Path.of("../docs/security.md")).stream()
                        .filter(
                                line ->
                                        line.matches(
                                                "/subsystem=elytron/filesystem-realm=.*anna.*"))
                        .map(
                                line ->
                                        line.replace(
                                                "$salt",
                                                "0x01,0x02,0x03,0x04,0x05,0x06,0x07,0x08,0x09,0x0a,0x0b,0x0c,0x0d,0x0e,0x0f,0x10"))
                        .toList();
        assertThat(commands).hasSize(3);
        server().cli(commands);

        User anna = new User("anna", "a long one", List.of());
        assertThat(api().get(anna, PATH).statusCode()).isEqualTo(200);
        assertThat(api().get(anna.with("a short one"), PATH).statusCode()).isEqualTo(401);
        assertThat(world.b().web(anna, PATH).statusCode()).as("another node").isEqualTo(401);
    }

    @Test
    @Order(1)
    void guessesLockTheVictimOutAndNobodyElse() {
        assertThat(api().get(User.VICTIM, PATH).statusCode()).isEqualTo(200);
        for (int i = 0; i < ATTEMPTS; i++) {
            assertThat(api().get(User.VICTIM.with("guess-" + i), PATH).statusCode()).isEqualTo(401);
        }
        assertThat(api().get(User.VICTIM, PATH).statusCode())
                .as("with the right password")
                .isEqualTo(401);
        lockedAt = Instant.now();
        assertThat(api().get(User.AUDITOR, PATH).statusCode()).isEqualTo(200);
    }

    /**
     * Last, so that the others take part of the time; nobody asks in between, that would renew it.
     */
    @Test
    @Order(Integer.MAX_VALUE)
    void theVictimGetsInAgainAfterAWhile() {
        Await.until(
                "the lock's time to pass",
                LOCKED.plusSeconds(10),
                () -> Instant.now().isAfter(lockedAt.plus(LOCKED)));
        assertThat(api().get(User.VICTIM, PATH).statusCode()).isEqualTo(200);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String name) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/problem+json"));
        assertThat(answer.body())
                .contains("\"urn:portlease:problem:" + name + "\"", "\"status\":" + status);
    }
}
