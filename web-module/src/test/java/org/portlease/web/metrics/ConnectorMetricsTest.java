package org.portlease.web.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.portlease.endpoint.ConnectorStatus.Distribution;

/** How the connector's counters and distributions read in Prometheus. */
class ConnectorMetricsTest {

    private static List<String> lines(List<MetricSnapshot> snapshots) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.create().write(text, new MetricSnapshots(snapshots));
        return text.toString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @Test
    void whatFollowsAPrefixIsALabel() throws IOException {
        Map<String, Long> counters =
                new TreeMap<>(
                        Map.of(
                                "received.auth", 3L,
                                "received.acct", 4L,
                                "dropped.unknown-peer", 5L,
                                "duplicates.resent", 6L,
                                "duplicates.known", 7L,
                                "home-servers.dead-now.auth", 1L,
                                "forwarded", 8L));

        assertThat(lines(ConnectorMetrics.ofCounters(counters)))
                .containsExactlyInAnyOrder(
                        "portlease_radius_received_total{service=\"auth\"} 3.0",
                        "portlease_radius_received_total{service=\"acct\"} 4.0",
                        "portlease_radius_dropped_total{reason=\"unknown-peer\"} 5.0",
                        "portlease_radius_duplicates_total{outcome=\"resent\"} 6.0",
                        "portlease_radius_duplicate_cache_entries 7.0",
                        "portlease_home_servers_dead{service=\"auth\"} 1.0",
                        "portlease_radius_forwarded_total 8.0");
    }

    @Test
    void aCounterThatNoRuleKnowsIsToldAllTheSame() throws IOException {
        assertThat(lines(ConnectorMetrics.ofCounters(Map.of("brand.new", 2L))))
                .containsExactly("portlease_connector_other_total{counter=\"brand.new\"} 2.0");
    }

    @Test
    void aDistributionIsAHistogramInSeconds() throws IOException {
        Distribution leg =
                new Distribution(
                        List.of(1_000_000L, 1_000_000_000L), List.of(2L, 3L, 1L), 4_000_000_000L);

        assertThat(lines(ConnectorMetrics.ofDistributions(Map.of("leg.decision.auth", leg))))
                .containsExactly(
                        "portlease_radius_leg_seconds_bucket{leg=\"decision\",service=\"auth\",le=\"0.001\"} 2",
                        "portlease_radius_leg_seconds_bucket{leg=\"decision\",service=\"auth\",le=\"1.0\"} 5",
                        "portlease_radius_leg_seconds_bucket{leg=\"decision\",service=\"auth\",le=\"+Inf\"} 6",
                        "portlease_radius_leg_seconds_count{leg=\"decision\",service=\"auth\"} 6",
                        "portlease_radius_leg_seconds_sum{leg=\"decision\",service=\"auth\"} 4.0");
    }
}
