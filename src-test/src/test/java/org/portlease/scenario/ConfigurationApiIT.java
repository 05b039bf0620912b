package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestHomeServer;
import org.portlease.test.wire.TestNas;
import org.portlease.test.wire.Wire;
import org.portlease.test.wire.WirePacket;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;
import org.portlease.test.world.StandardWorld;
import org.portlease.test.world.User;

/** Who is configured over HTTP is served, on both nodes, and who is not is not any more. */
class ConfigurationApiIT extends StandardScenario {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String WHY = "{\"reason\": \"of the test\"}";

    private ApiClient api() {
        return world.a().api();
    }

    private JsonNode created(String resource, String json) {
        HttpResponse<String> answer = api().post(User.OPERATOR, resource, json.replace('\'', '"'));
        assertThat(answer.statusCode()).as("%s: %s", resource, answer.body()).isEqualTo(201);
        String location = answer.headers().firstValue("Location").orElseThrow();
        JsonNode made = ApiClient.json(answer);
        assertThat(location).isEqualTo("/api/v1/" + resource + "/" + made.get("id").asText());
        String path = resource + "/" + made.get("id").asText();
        assertThat(api().etag(User.OPERATOR, path))
                .isEqualTo(answer.headers().firstValue("ETag").orElseThrow());
        return made;
    }

    private static void assertDone(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 204);
    }

    private static void assertProblem(HttpResponse<String> answer, int status, String... parts) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).contains("problem+json"));
        for (String part : parts) {
            assertThat(answer.body()).contains(part);
        }
    }

    private static String paths(HttpResponse<String> problem) {
        return String.join(" ", ApiClient.json(problem).get("errors").findValuesAsText("field"));
    }

    private String contract(String provider) {
        return String.format(
                Locale.ROOT,
                "{'provider': '%s', 'virtualIdentifier': 'virtual-%s@api.example',"
                        + " 'virtualPassword': 'of-%s', 'ports': 2, 'creditLimit': 100.5,"
                        + " 'startsAt': '2026-01-01T00:00:00Z',"
                        + " 'shares': [{'pop': 'Central', 'ports': 2}],"
                        + " 'attributes': [{'attribute': 'Framed-Pool', 'value': 'api'}]}",
                provider,
                provider.toLowerCase(Locale.ROOT),
                provider);
    }

    /** A provider of the API's making, with all that its subscribers need. */
    private Csp client(String name) {
        String realm = name.toLowerCase(Locale.ROOT) + ".api.example";
        TestHomeServer server = new TestHomeServer("secret-of-" + name);
        Csp csp = new Csp(name, realm, server, server);
        server.knows(csp.subscriber("bob"), "bob-secret");
        created("providers", "{'name': '" + name + "'}");
        created("contracts", contract(name));
        created(
                "home-servers",
                String.format(
                        Locale.ROOT,
                        "{'provider': '%s', 'address': '%s', 'authPort': %d, 'acctPort': %d,"
                                + " 'secret': '%s', 'messageAuthenticator': 'REQUIRED'}",
                        name,
                        server.address(),
                        server.authPort(),
                        server.acctPort(),
                        server.secret()));
        created(
                "identification-rules",
                "{'kind': 'REALM', 'pattern': '" + realm + "', 'provider': '" + name + "'}");
        return csp;
    }

    private static boolean isAccepted(WirePacket reply) {
        return reply.code() == Wire.ACCESS_ACCEPT;
    }

    private String contractPath(Csp csp) {
        return "contracts/"
                + api().read(User.OPERATOR, "contracts?provider=" + csp.name())
                        .get(0)
                        .get("id")
                        .asText();
    }

    @Test
    void aClientOfTheApisMakingIsServedAtOnceAndOnTheOtherNodeWithinASecond() {
        Csp csp = client("ApiNorth");

        assertAccepted(nas.send(bob(csp).access()).reply());
        Await.until(
                "the other node's",
                SECOND,
                () -> isAccepted(nasAtB.send(bob(csp).access()).reply()));
        String contract = contractPath(csp);
        HttpResponse<String> suspended = api().post(User.OPERATOR, contract + "/suspend", WHY);
        assertDone(suspended);
        assertThat(ApiClient.json(suspended).get("status").asText()).isEqualTo("SUSPENDED");
        assertRejected(nas.send(bob(csp).access()).reply());
        Await.until(
                "the other node's refusal",
                SECOND,
                () -> !isAccepted(nasAtB.send(bob(csp).access()).reply()));
        assertDone(api().post(User.OPERATOR, contract + "/resume", WHY));
        assertRejected(nas.send(bob(csp).access()).reply()); // two ports, both taken
        assertDone(
                api().patch(
                                User.OPERATOR,
                                contract,
                                "{\"ports\": 5, \"shares\": [{\"pop\": \"Central\","
                                        + " \"ports\": 5}]}"));
        assertAccepted(nas.send(bob(csp).access()).reply());
        assertThat(events(csp))
                .as("told once each, whoever sweeps")
                .containsExactly("CONTRACT_SUSPENDED", "CONTRACT_RESUMED");
    }

    private List<String> events(Csp csp) {
        return database.texts(
                "select e.type from event e join provider p on p.id = e.provider_id"
                        + " where p.name = ? order by e.sequence",
                csp.name());
    }

    @Test
    void eachWrongFieldIsNamedAndNothingIsDone() {
        created("providers", "{'name': 'ApiWrong'}");
        HttpResponse<String> wrong =
                api().post(
                                User.OPERATOR,
                                "contracts",
                                "{\"provider\": \"\", \"ports\": -1, \"currency\": \"euro\","
                                        + " \"shares\": [{\"pop\": \"Central\"}], \"colour\": 1}");
        assertProblem(wrong, 422);
        assertThat(paths(wrong).split(" "))
                .containsExactlyInAnyOrder(
                        "provider",
                        "ports",
                        "currency",
                        "shares[0].ports",
                        "virtualIdentifier",
                        "colour");
        assertProblem(
                post("contracts", contract("ApiWrong").replace("'Central'", "'Nowhere'")),
                422,
                "shares[0].pop",
                "Nowhere");
        assertProblem(
                post("contracts", contract("ApiWrong").replace("Framed-Pool", "No-Such-Thing")),
                422,
                "attributes[0]");
        assertProblem(
                post(
                        "contracts",
                        contract("ApiWrong")
                                .replace("'startsAt'", "'timeZone': 'Mars', 'startsAt'")),
                422,
                "timeZone");
        assertThat(api().read(User.OPERATOR, "contracts?provider=ApiWrong")).isEmpty();
        assertProblem(
                post(
                        "nases",
                        "{'name': 'x', 'pop': 'Central', 'network': 'nowhere', 'secret': 'seldom'}"),
                422,
                "\"network\"");
        assertProblem(post("providers", "{'name': 'ApiWrong'}"), 409, "already");
        assertProblem(post("providers", "{'name': 'a\\u0000b'}"), 422, "control characters");
        assertProblem(
                api().patch(User.OPERATOR, "settings", "{\"identificationOrder\": []}"),
                422,
                "identificationOrder");
    }

    private HttpResponse<String> post(String resource, String json) {
        return api().post(User.OPERATOR, resource, json.replace('\'', '"'));
    }

    @Test
    void aChangeNamesItsVersionAndShowsNoSecret() {
        JsonNode made =
                created(
                        "subscribers",
                        "{'identifier': 'api@msp.example', 'password': 'not-shown'}");
        String path = "subscribers/" + made.get("id").asText();
        String json = "{\"active\": false}";
        Map<String, String> type = Map.of("Content-Type", "application/merge-patch+json");
        String etag = api().etag(User.OPERATOR, path);

        assertProblem(api().send(User.OPERATOR, "PATCH", path, json, type), 428);
        assertDone(api().patch(User.OPERATOR, path, json));
        HttpResponse<String> stale =
                api().send(
                                User.OPERATOR,
                                "PATCH",
                                path,
                                json,
                                Map.of(
                                        "Content-Type",
                                        "application/merge-patch+json",
                                        "If-Match",
                                        etag));
        assertProblem(stale, 412);
        assertThat(made.toString()).doesNotContain("not-shown");
        assertThat(made.has("password")).isFalse();
        String trail =
                api().read(User.AUDITOR, "audit-entries?kind=subscriber&subject=" + made.get("id"))
                        .toString();
        assertThat(trail).contains("\"active\":false").doesNotContain("not-shown");
        assertDone(api().delete(User.OPERATOR, path));
        assertProblem(api().get(User.OPERATOR, "/api/v1/" + path), 404);
    }

    @Test
    void aProvidersPrincipalSeesItsOwnRowsAndChangesNothing() {
        Csp own = client("ApiOwn");
        Csp other = client("ApiOther");
        String ownId = api().read(User.OPERATOR, "providers?name=ApiOwn").get(0).get("id").asText();
        String principal = "providers/" + ownId + "/principals/" + User.SOUTH.name();
        assertDone(api().send(User.OPERATOR, "PUT", principal, "", Map.of()));

        JsonNode seen = api().read(User.SOUTH, "contracts");

        assertThat(seen).hasSize(1);
        assertThat(seen.get(0).get("provider").asText()).isEqualTo("ApiOwn");
        assertThat(api().read(User.SOUTH, "providers")).hasSize(1);
        assertThat(api().read(User.SOUTH, "home-servers")).hasSize(1);
        assertThat(api().read(User.SOUTH, "contracts?provider=ApiOther")).isEmpty();
        assertProblem(api().get(User.SOUTH, "/api/v1/" + contractPath(other)), 404);
        assertProblem(api().post(User.SOUTH, contractPath(own) + "/suspend", WHY), 403);
        assertProblem(api().get(User.SOUTH, "/api/v1/nases"), 403);
        assertProblem(api().post(User.AUDITOR, "providers", "{\"name\": \"x\"}"), 403);
        assertThat(api().read(User.OPERATOR, "providers/" + ownId + "/principals").toString())
                .contains(User.SOUTH.name());

        assertProblem(api().send(User.OPERATOR, "DELETE", principal, "", Map.of()), 428);
        String etags = "\"another\", " + api().etag(User.OPERATOR, principal);
        assertDone(api().send(User.OPERATOR, "DELETE", principal, "", Map.of("If-Match", etags)));
        assertProblem(api().get(User.SOUTH, "/api/v1/contracts"), 403);
    }

    @Test
    void aNasIsAnsweredOnceItIsThereAndNotRemovedWhileItHasASession() {
        JsonNode made =
                created(
                        "nases",
                        "{'name': 'Api NAS', 'pop': 'Central', 'network': '127.0.8.1',"
                                + " 'secret': 'of-the-api', 'messageAuthenticator': 'REQUIRED'}");
        String path = "nases/" + made.get("id").asText();
        try (TestNas ours = world.a().nas("127.0.8.1", "of-the-api")) {
            Csp csp = csp(1);
            Session bob = bob(csp);
            bob = bob.accepted(ours.send(bob.access()).reply());
            assertRecorded(ours.send(bob.start()).reply());

            assertProblem(api().delete(User.OPERATOR, path), 409, "open");

            assertRecorded(ours.send(bob.stop(5)).reply());
            assertDone(api().delete(User.OPERATOR, path));
            assertThat(ours.send(bob(csp).access()).isAnswered()).isFalse();
        }
        assertThat(StandardWorld.NAS).isNotEqualTo("127.0.8.1");
    }

    @Test
    void aProviderWhoseContractIsTerminatedGetsAnotherOneAndItsSubscribersWithIt() {
        Csp csp = client("ApiAgain");
        Session before = started(csp);
        String first = contractPath(csp);
        assertDone(api().post(User.OPERATOR, first + "/terminate", WHY));
        assertRejected(nas.send(bob(csp).access()).reply());
        assertProblem(post("contracts", contract("ApiAgain")), 409, "called");

        String another = contract("ApiAgain").replace("virtual-", "another-virtual-");
        JsonNode second = created("contracts", another);

        Session after = started(csp);
        assertRecorded(nas.send(before.stop(5)).reply());
        assertRecorded(nas.send(after.stop(7)).reply());
        assertThat(seconds(first.substring(first.indexOf('/') + 1))).isEqualTo(5);
        assertThat(seconds(second.get("id").asText())).isEqualTo(7);
        assertThat(
                        api().read(User.OPERATOR, "capacity?provider=ApiAgain")
                                .get("providers")
                                .findValuesAsText("contract"))
                .containsExactly(second.get("id").asText());
        assertThat(api().get(User.OPERATOR, "/metrics").body())
                .contains("portlease_ports{provider=\"ApiAgain\"}");
        assertProblem(post("contracts", another.replace("another", "third")), 409, "one at a time");
    }

    private long seconds(String contract) {
        return database.number(
                "select sum(session_seconds) from usage_record where contract_id = ?",
                Long.parseLong(contract));
    }

    @Test
    void theTrailSaysWhoDidWhatAndWhyAndIsIntact() {
        created("providers", "{'name': 'ApiTrail'}");
        created("contracts", contract("ApiTrail"));
        String contract =
                "contracts/"
                        + api().read(User.OPERATOR, "contracts?provider=ApiTrail")
                                .get(0)
                                .get("id")
                                .asText();
        assertDone(api().post(User.OPERATOR, contract + "/terminate", WHY));
        assertProblem(api().post(User.OPERATOR, contract + "/resume", WHY), 409, "terminated");

        JsonNode last =
                api().read(User.AUDITOR, "audit-entries?kind=contract&sort=-sequence&limit=1")
                        .get(0);

        assertThat(last.get("action").asText()).isEqualTo("terminate");
        assertThat(last.get("actor").asText()).isEqualTo("operator");
        assertThat(last.get("reason").asText()).isEqualTo("of the test");
        assertThat(last.get("before").get("status").asText()).isEqualTo("ACTIVE");
        assertThat(last.get("after").get("status").asText()).isEqualTo("TERMINATED");
        JsonNode verdict = api().read(User.AUDITOR, "audit-entries/verification");
        assertThat(verdict.get("intact").asBoolean()).as(verdict.toString()).isTrue();
        assertProblem(api().get(User.BILLING, "/api/v1/audit-entries"), 403);
    }
}
