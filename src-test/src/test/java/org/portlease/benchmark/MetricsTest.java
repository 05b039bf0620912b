package org.portlease.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MetricsTest {

    private final Metrics metrics =
            new Metrics(
                    """
                    # TYPE portlease_radius_shed_total counter
                    portlease_radius_shed_total{kind="interim"} 12.0
                    portlease_radius_shed_total{kind="start"} 3.0
                    portlease_radius_shed_total_created 1.7E9
                    portlease_queue_events 1.2E4
                    """);

    @Test
    void aMetricIsTheSumOfItsSeries() {
        assertThat(metrics.sum("portlease_radius_shed_total")).isEqualTo(15);
        assertThat(metrics.sum("portlease_queue_events")).isEqualTo(12_000);
    }

    @Test
    void aSeriesHasItsLabel() {
        assertThat(metrics.of("portlease_radius_shed_total", "kind", "interim")).isEqualTo(12);
    }

    @Test
    void whatWasNotToldIsZero() {
        assertThat(metrics.sum("portlease_queue")).isZero();
        assertThat(metrics.of("portlease_radius_shed_total", "kind", "stop")).isZero();
    }
}
