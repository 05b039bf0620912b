package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.User;

/** What no sane client sends over HTTPS: refused, named, and never the server's own fault. */
class AbsurdRequestsIT extends LifeScenario {

    private static final String FAR = "+1000000000-12-31T23:59:59Z";

    private ApiClient api() {
        return world.a().api();
    }

    private static void requireProblem(HttpResponse<String> answer, int status, String part) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                .startsWith("application/problem+json");
        assertThat(answer.body())
                .contains(part)
                .doesNotContain("RESTEASY", "jakarta.", "fasterxml", "Feature", "Source:", "java.");
    }

    private static void requireWrong(HttpResponse<String> answer, String field) {
        requireProblem(answer, 422, "\"field\":\"" + field + "\"");
    }

    private HttpResponse<String> get(String resource) {
        return api().get(User.OPERATOR, "/api/v1/" + resource);
    }

    private HttpResponse<String> post(String resource, String json) {
        return api().post(User.OPERATOR, resource, json.replace('\'', '"'));
    }

    private static String encoded(String... parts) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "prices.perPort | {'perPort': 1e999999999}",
                "prices.roundUpToSeconds | {'roundUpToSeconds': 1e999999999}",
                "prices.usage[0].name | {'usage': [{'name': 'a@u0000', 'time': {'perHour': 1}}]}"
            })
    void pricesThatCannotBeAreRefused(String field, String prices) {
        JsonNode tariff = api().read(User.BILLING, "tariffs").get(0);

        HttpResponse<String> answer =
                api().post(
                                User.BILLING,
                                "tariffs/" + tariff.get("id") + "/versions?dryRun=true",
                                ("{'from': '2090-01-01', 'prices': " + prices + "}")
                                        .replace('\'', '"')
                                        .replace('@', '\\'));

        requireWrong(answer, field);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dryRun=True", "dryRun=1", "dryRun", "dryRun=false&dryRun=true"})
    void whatMayHaveMeantADryRunIsNotDone(String query) {
        requireWrong(post("pops?" + query, "{'name': 'Absurd'}"), "dryRun");
        assertThat(api().read(User.OPERATOR, "pops?name=Absurd")).isEmpty();
    }

    @Test
    void parametersThatAreNotKnownAreRefused() {
        requireWrong(post("pops?dryrun=true", "{'name': 'Absurd'}"), "dryrun");
        requireWrong(get("contracts?provder=North"), "provder");
        requireWrong(get("capacity?pop=a&pop=b"), "pop");
        requireWrong(get("settings?name=a"), "name");
        assertThat(api().read(User.OPERATOR, "pops?name=Absurd")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nases?name=a%00b, name",
        "audit-entries?actor=%00, actor",
        "refusals?hours=-5, hours",
        "peaks?hours=99999999, hours",
        "sessions?startedFrom=%2B1000000000-12-31T23:59:59Z, startedFrom",
        "audit-entries?until=-1000000000-01-01T00:00:00Z, until"
    })
    void filtersThatNothingPassesAreRefused(String resource, String field) {
        requireWrong(get(resource), field);
    }

    @Test
    void forgedCursorsAreRefused() {
        for (String list : List.of("contracts?sort=startsAt", "billing-periods?sort=dueAt")) {
            String sort = list.substring(list.indexOf('=') + 1);
            requireWrong(get(list + "&after=" + encoded(sort, FAR, "1")), "after");
        }
        requireWrong(
                get("usage-files?sort=day&after=" + encoded("day", "+999999999-12-31", "1")),
                "after");
        requireWrong(
                get("invoices?sort=total&after=" + encoded("total", "1e999999999", "1")), "after");
        requireWrong(get("usage?after=" + encoded("stoppedAt", FAR, "1")), "after");
    }

    @Test
    void textsThatAreNotOneLineAreRefused() {
        for (String name : List.of("a\\u0000", "a\\u0001b", "a\\nb", "\\ud800", "a\\u202eb")) {
            requireWrong(post("pops", "{'name': '" + name + "'}"), "name");
            requireWrong(
                    post("sessions/disconnect", "{'pop': 'x', 'reason': '" + name + "'}"),
                    "reason");
        }
        requireWrong(
                post(
                        "sessions/disconnect",
                        "{'reason': 'x', 'startedBefore': '-1000000000-01-01T00:00:00Z'}"),
                "startedBefore");
        requireWrong(
                api().send(
                                User.OPERATOR,
                                "PUT",
                                "providers/1/principals/a%00b",
                                "",
                                Map.of("Portlease-Reason", "x")),
                "name");
    }

    @Test
    void anObjectInThePlaceOfAnotherValueIsRefused() {
        requireWrong(api().patch(User.OPERATOR, "settings", "{\"timeZone\": {}}"), "timeZone");
    }

    @ParameterizedTest
    @ValueSource(strings = {"!!!", "YQ", "YQ=", "YWJj YWJj", "Zm9v"})
    void whoSaysNoNameAndPasswordIsNobody(String credentials) {
        requireNobody("Basic " + credentials);
    }

    @Test
    void whoHasANameThatNobodyCanHaveIsNobody() {
        for (int length : List.of(140, 150, 200, 4000)) {
            String said = "a".repeat(length) + ":b";
            requireNobody(
                    "Basic "
                            + Base64.getEncoder()
                                    .encodeToString(said.getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void requireNobody(String authorization) {
        HttpRequest request =
                api().request("/api/v1/pops").header("Authorization", authorization).build();

        requireProblem(api().send(request), 401, "name and password");
    }

    @Test
    void aFaultIsToldWithoutTheInsides() {
        requireProblem(get("nases/abc"), 404, "nothing at this path");
        requireProblem(get("no-such-thing"), 404, "nothing at this path");
        requireProblem(
                api().send(
                                User.OPERATOR,
                                "POST",
                                "pops",
                                "name: a",
                                Map.of("Content-Type", "text/plain")),
                415,
                "Content-Type");
        requireProblem(post("pops", "{'name': NaN}"), 400, "can't be read at line 1");
        requireProblem(api().send(User.OPERATOR, "DELETE", "pops", "", Map.of()), 405, "method");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "{}", "{} {}", "[] []"})
    void anImportIsOneList(String body) {
        requireProblem(post("nases/import", body), 400, "list");
    }
}
