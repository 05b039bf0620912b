package org.portlease.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.test.wire.Answer;
import org.portlease.test.wire.Session;
import org.portlease.test.wire.TestNas;
import org.portlease.test.world.ApiClient;
import org.portlease.test.world.Await;
import org.portlease.test.world.Csp;
import org.portlease.test.world.StandardWorld;
import org.portlease.test.world.User;

/** What Prometheus gets to see of a running server. */
class MetricsIT extends StandardScenario {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z_]+)(?:\\{|\\s)");
    private static final Pattern NAMED = Pattern.compile("\\b(?:portlease|jvm|process)_[a-z_]+");

    private String scrape() {
        HttpResponse<String> answer = world.a().api().get(User.AUDITOR, "/metrics");
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** The value of the one series of that metric which has all these labels. */
    private double value(String metric, String... labels) {
        List<String> lines =
                scrape().lines()
                        .filter(line -> line.startsWith(metric + "{"))
                        .filter(line -> List.of(labels).stream().allMatch(line::contains))
                        .toList();
        assertThat(lines).as("%s %s", metric, List.of(labels)).hasSizeLessThanOrEqualTo(1);
        return lines.isEmpty()
                ? 0
                : Double.parseDouble(lines.get(0).substring(lines.get(0).lastIndexOf(' ') + 1));
    }

    private static String label(String name, String value) {
        return name + "=\"" + value + "\"";
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/grafana/portlease.json", "docs/prometheus/alerts.yml"})
    void eachMetricThatTheFileNamesIsThere(String file) throws IOException {
        Csp csp = csp(5);
        started(csp);
        rejected(csp);
        strangerAsks();
        Path path = Path.of(System.getProperty("basedir")).resolveSibling(file);
        Set<String> named =
                NAMED.matcher(Files.readString(path))
                        .results()
                        .map(MatchResult::group)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).hasSizeGreaterThan(10);

        assertThat(samples()).containsAll(named);
    }

    private Set<String> samples() {
        return SAMPLE.matcher(scrape())
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toSet());
    }

    private void rejected(Csp csp) {
        assertRejected(nas.send(Session.of(csp.subscriber("bob"), "guess").access()).reply());
    }

    /** From an address where no NAS is configured. */
    private void strangerAsks() {
        try (TestNas stranger = world.a().nas("127.0.0.77", StandardWorld.NAS_SECRET)) {
            stranger.send(alice().access());
            Await.until(
                    "a drop", () -> value("portlease_radius_dropped_total", "unknown-peer") > 0);
        }
    }

    @Test
    void admissionsAndRefusalsAreToldByProviderPointOfPresenceAndReason() {
        Csp csp = csp(1);
        String provider = label("provider", csp.name());
        String pop = label("pop", "Central");

        admitted(csp);
        rejected(csp);

        Await.until(
                "an admission",
                () ->
                        value("portlease_admissions_total", provider, pop, label("burst", "false"))
                                == 1);
        assertThat(
                        value(
                                "portlease_refusals_total",
                                provider,
                                pop,
                                label("reason", "no_free_port")))
                .isEqualTo(1);
        Await.until("the port", () -> value("portlease_ports_in_use", provider) == 1);
        assertThat(value("portlease_ports", provider)).isEqualTo(1);
        assertThat(value("portlease_backlog_reports", provider)).isZero();
    }

    @Test
    void aLegTakesAsLongAsItsServer() {
        Csp csp = csp(5);
        csp.homeServer().onAccess(request -> Answer.accept().after(Duration.ofMillis(600)));
        String[] slow = {label("leg", "home-server"), label("service", "auth"), label("le", "0.5")};
        String[] all = {label("leg", "home-server"), label("service", "auth"), label("le", "+Inf")};
        double before = above(all, slow);

        assertAccepted(nas.send(bob(csp).access()).reply());

        Await.until("the leg", () -> above(all, slow) >= before + 1);
        assertThat(
                        value(
                                "portlease_home_server_state",
                                label("provider", csp.name()),
                                label("service", "auth")))
                .as("alive")
                .isEqualTo(1);
    }

    /** The report is recorded before it is handed on: then nothing is left to be written. */
    @Test
    void anAcknowledgedReportIsDecidedOnce() {
        Csp csp = csp(5);
        Session session = admitted(csp);
        double decided = count("decision", "acct");
        double acknowledged = count("home-server", "acct");
        double answersDecided = count("answer", "acct");

        assertRecorded(nas.send(session.start()).reply());

        Await.until("the decision", () -> count("decision", "acct") == decided + 1);
        assertThat(count("home-server", "acct")).isEqualTo(acknowledged + 1);
        assertThat(count("answer", "acct")).isEqualTo(answersDecided);
    }

    private double count(String leg, String service) {
        return value(
                "portlease_radius_leg_seconds_count", label("leg", leg), label("service", service));
    }

    private double above(String[] all, String[] slow) {
        String metric = "portlease_radius_leg_seconds_bucket";
        return value(metric, all) - value(metric, slow);
    }

    @Test
    void openMetricsIsForWhoAsksForIt() {
        ApiClient api = world.a().api();
        HttpRequest request =
                api.request(User.OPERATOR, "/metrics")
                        .header("Accept", "application/openmetrics-text;version=1.0.0")
                        .build();

        HttpResponse<String> answer = api.send(request);

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(answer.body()).endsWith("# EOF\n");
    }

    @Test
    void metricsAreForOperatorsAndAuditors() {
        ApiClient api = world.a().api();

        assertThat(api.send(api.request("/metrics").build()).statusCode()).isEqualTo(401);
        assertThat(api.get(User.PROVIDER, "/metrics").statusCode()).isEqualTo(403);
        assertThat(api.get(User.BILLING, "/metrics").statusCode()).isEqualTo(403);
    }
}
