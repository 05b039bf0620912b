package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.portlease.test.wire.Session;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.User;

/** Many at once: all or nothing, and every wrong row named. */
class ImportIT extends StandardScenario {

    private static final int MANY = 1_200;

    private HttpResponse<String> csv(String resource, String lines) {
        return world.a()
                .api()
                .send(User.OPERATOR, "POST", resource, lines, Map.of("Content-Type", "text/csv"));
    }

    private static void assertCounts(
            HttpResponse<String> answer, int created, int changed, int unchanged) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode counts = ApiClient.json(answer);
        assertThat(
                        List.of(
                                counts.get("created").asInt(),
                                counts.get("changed").asInt(),
                                counts.get("unchanged").asInt()))
                .containsExactly(created, changed, unchanged);
    }

    private JsonNode read(String resource) {
        return world.a().api().read(User.OPERATOR, resource);
    }

    @Test
    void nasesAreTriedImportedAndChangedWhereARowSaysSo() {
        String lines =
                """
                name,pop,network,secret,uniquePorts,interimSeconds
                Import 1,Central,127.1.0.1,the one,true,600
                Import 2,Central,127.1.0.2,"two, quoted",,
                """;

        assertCounts(csv("nases/import?dryRun=true", lines), 2, 0, 0);
        assertThat(read("nases?name=Import%201")).isEmpty();
        assertCounts(csv("nases/import", lines), 2, 0, 0);
        assertThat(read("nases?name=Import%201").get(0).get("interimSeconds").asInt())
                .isEqualTo(600);
        assertThat(csv("nases/import", lines).statusCode()).as("create only").isEqualTo(422);
        String changed = "name,pop\nImport 1,Edge\nImport 2,Central\n";
        assertCounts(csv("nases/import?mode=upsert", changed), 0, 1, 1);
        JsonNode first = read("nases?name=Import%201").get(0);
        assertThat(first.get("pop").asText()).isEqualTo("Edge");
        assertThat(first.get("interimSeconds").asInt()).as("as it was").isEqualTo(600);
        JsonNode trail =
                world.a()
                        .api()
                        .read(User.AUDITOR, "audit-entries?kind=nas&subject=" + first.get("id"));
        assertThat(trail.findValuesAsText("action")).containsExactly("create", "change");
        assertThat(trail.get(1).get("before").get("pop").asText()).isEqualTo("Central");
    }

    @Test
    void oneWrongRowLeavesAllUndoneAndEachFaultIsNamed() {
        HttpResponse<String> answer =
                csv(
                        "nases/import",
                        """
                        name,pop,network,secret,interimSeconds
                        Import 7,Central,127.1.0.7,seventh,600
                        Import 8,Nowhere,127.1.0.8,eighth,often
                        Import 7,Central,127.1.0.9,ninth secret,
                        Import 9,Central,127.1.0.7/32,,5
                        """);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
        assertThat(ApiClient.json(answer).get("errors").findValuesAsText("field"))
                .contains("line 3, interimSeconds", "line 4, name")
                .anyMatch(field -> field.startsWith("line 5"))
                .noneMatch(field -> field.startsWith("line 2"));
        assertThat(read("nases?name=Import%207")).isEmpty();
        assertThat(csv("nases/import", "name,colour\na,b\n").body()).contains("colour");
        assertThat(csv("nases/import", "name,pop\na\n").statusCode()).isEqualTo(400);
        HttpResponse<String> noList =
                world.a().api().post(User.OPERATOR, "subscribers/import", "[1]");
        assertThat(noList.statusCode()).as(noList.body()).isEqualTo(400);
    }

    @Test
    void thousandsOfSubscribersAreThereAtOnce() {
        StringBuilder lines = new StringBuilder("identifier,password\n");
        for (int i = 0; i < MANY; i++) {
            lines.append("import").append(i).append("@msp.example,secret-").append(i).append('\n');
        }
        assertCounts(csv("subscribers/import", lines.toString()), MANY, 0, 0);
        assertCounts(csv("subscribers/import?mode=upsert", lines.toString()), 0, 0, MANY);
        assertAccepted(nas.send(Session.of("import17@msp.example", "secret-17").access()).reply());
    }

    @Test
    void rulesComeAsJsonTooAndAKeyDoesThemOnce() {
        csp(1);
        String rules =
                """
                [{"kind": "REALM", "match": "SUFFIX", "pattern": "import.example"},
                 {"kind": "CALLED_NUMBER", "pattern": "+49301234567"}]
                """;
        Map<String, String> once =
                Map.of("Content-Type", "application/json", "Idempotency-Key", "import-once");
        ApiClient api = world.a().api();

        HttpResponse<String> first =
                api.send(User.OPERATOR, "POST", "identification-rules/import", rules, once);
        HttpResponse<String> again =
                api.send(User.OPERATOR, "POST", "identification-rules/import", rules, once);

        assertCounts(first, 2, 0, 0);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.headers().firstValue("Idempotency-Replayed")).hasValue("true");
        assertThat(read("identification-rules?pattern=import.example")).hasSize(1);
    }
}
