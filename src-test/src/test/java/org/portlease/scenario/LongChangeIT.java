package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.Await;
import org.portlease.test.world.ContractKind;
import org.portlease.test.world.Csp;
import org.portlease.test.world.Gate;
import org.portlease.test.world.User;

/** While a change takes long, others go on; it is done as if it had been alone, or not at all. */
class LongChangeIT extends BillingScenario {

    private static final Map<String, String> CSV = Map.of("Content-Type", "text/csv");

    private static void assertStatus(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private HttpResponse<String> billing(String resource) {
        return api().send(User.BILLING, "POST", resource, "", Map.of());
    }

    private HttpResponse<String> imported(String query, String lines) {
        return api().send(User.OPERATOR, "POST", "nases/import" + query, lines, CSV);
    }

    private void suspendAndResume(Csp csp) {
        for (String action : List.of("suspend", "resume")) {
            assertStatus(
                    200,
                    api().post(
                                    User.OPERATOR,
                                    "contracts/" + contract(csp) + "/" + action,
                                    "{\"reason\": \"of the test\"}"));
        }
    }

    /** Begins a change, does something else while it waits at the gate, and lets it go on. */
    private static HttpResponse<String> during(
            Gate gate, Supplier<HttpResponse<String>> change, Runnable meanwhile) {
        CompletableFuture<HttpResponse<String>> answer = CompletableFuture.supplyAsync(change);
        gate.awaitWaiting(1);
        meanwhile.run();
        gate.open();
        return answer.join();
    }

    private void assertTrailIsWhole() {
        assertThat(read("audit-entries/verification").path("fault").isTextual()).isFalse();
    }

    @Test
    void aContractIsSuspendedWhileNasesAreImported() {
        Csp csp = csp(ContractKind.USUAL);
        String pop = read("pops").path(0).path("name").asText();
        String lines = "name,pop,network,secret\nLong 1," + pop + ",127.7.0.1,secret-1\n";
        try (Gate gate = Gate.before(database, "insert", "nas")) {
            HttpResponse<String> answer =
                    during(gate, () -> imported("", lines), () -> suspendAndResume(csp));

            assertStatus(200, answer);
        }
        assertThat(read("nases?name=Long%201")).hasSize(1);
        assertTrailIsWhole();
    }

    @Test
    void whatCameBetweenIsNotWrittenOver() {
        String pop = read("pops").path(0).path("name").asText();
        String lines = "name,pop,network,secret\nLong 2," + pop + ",127.7.0.2,secret-2\n";
        assertStatus(200, imported("", lines));
        String nas = "nases/" + read("nases?name=Long%202").path(0).path("id").asLong();
        String more =
                "name,pop,network,secret\nLong 3,"
                        + pop
                        + ",127.7.0.3,secret-3\nLong 2,,,secret-4\n";
        try (Gate gate = Gate.before(database, "insert", "nas")) {
            HttpResponse<String> answer =
                    during(
                            gate,
                            () ->
                                    imported(
                                            "?mode=upsert",
                                            more.replace(
                                                    "Long 2,,", "Long 2," + pop + ",127.7.0.2")),
                            () ->
                                    assertStatus(
                                            200,
                                            api().patch(
                                                            User.OPERATOR,
                                                            nas,
                                                            "{\"uniquePorts\": true}")));

            assertStatus(503, answer);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(read(nas).path("uniquePorts").asBoolean()).isTrue();
        assertThat(read("nases?name=Long%203")).isEmpty();
    }

    @Test
    void aContractIsSuspendedWhileItsDraftIsComputedAgainAndItsInvoiceCompared() {
        Csp csp = csp(ContractKind.BILLED);
        anHour(csp);
        String period = "billing-periods/" + park(csp);
        clock.advanceTo(endOfMonth().plusSeconds(1));
        assertThat(billing(period + "/close").statusCode()).isIn(200, 202);
        Await.until("the close", () -> read(period).path("state").asText().equals("CLOSED"));

        try (Gate gate = Gate.before(database, "insert", "rated_usage")) {
            String recompute = period + "/recompute";
            assertStatus(
                    200,
                    during(
                            gate,
                            () -> billing(recompute),
                            () -> {
                                suspendAndResume(csp);
                                assertStatus(503, billing(recompute));
                            }));
        }
        long invoice = read(period).path("invoice").asLong();
        assertStatus(200, billing("invoices/" + invoice + "/issue"));
        theSameComparisonTwiceAtOnceIsMadeOnce(csp, invoice);
        assertTrailIsWhole();
    }

    private void theSameComparisonTwiceAtOnceIsMadeOnce(Csp csp, long invoice) {
        Map<String, String> once =
                Map.of("Content-Type", "text/csv", "Idempotency-Key", "compare-" + invoice);
        String resource = "reconciliations?invoice=" + invoice;
        String theirs =
                String.join(
                        "\r\n",
                        "session,start,seconds,inputOctets,outputOctets,stop",
                        "theirs-alone,2026-01-01T00:00:00Z,60,0,0,",
                        "");
        List<HttpResponse<String>> answers;
        try (Gate gate = Gate.before(database, "insert", "reconciliation")) {
            List<CompletableFuture<HttpResponse<String>>> both =
                    Stream.of(1, 2)
                            .map(
                                    i ->
                                            CompletableFuture.supplyAsync(
                                                    () ->
                                                            api().send(
                                                                            User.BILLING,
                                                                            "POST",
                                                                            resource,
                                                                            theirs,
                                                                            once)))
                            .toList();
            gate.awaitWaiting(2);
            suspendAndResume(csp);
            gate.open();
            answers = both.stream().map(CompletableFuture::join).toList();
        }
        answers.forEach(answer -> assertStatus(201, answer));
        JsonNode made = ApiClient.json(answers.get(0));
        assertThat(ApiClient.json(answers.get(1))).isEqualTo(made);
        assertThat(answers)
                .allSatisfy(
                        answer ->
                                assertThat(answer.headers().firstValue("Location").orElse(""))
                                        .endsWith("/reconciliations/" + made.path("id").asText()));
        assertThat(
                        answers.stream()
                                .flatMap(
                                        a ->
                                                a
                                                        .headers()
                                                        .firstValue("Idempotency-Replayed")
                                                        .stream()))
                .containsExactly("true");
        assertThat(read(resource)).hasSize(1);
    }
}
