package org.portlease.web.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.portlease.endpoint.ConnectorStatus;
import org.portlease.endpoint.ConnectorStatus.Distribution;

/** What this node's connector counts and measures. */
@ApplicationScoped
public class ConnectorMetrics {

    private static final double NANOS = 1e9;

    private static final List<Single> SINGLE =
            List.of(
                    new Single(
                            "queue.wait",
                            NANOS,
                            "portlease_queue_wait_seconds",
                            "How long events wait until a batch takes them"),
                    new Single(
                            "batch.duration",
                            NANOS,
                            "portlease_batch_seconds",
                            "How long a batch takes, its commit included"),
                    new Single(
                            "batch.events",
                            1,
                            "portlease_batch_events",
                            "How many events a batch that committed had"),
                    new Single(
                            "tick.duration",
                            NANOS,
                            "portlease_tick_seconds",
                            "How long a tick takes, its commit included"));

    @Inject private ConnectorStatus connector;

    /**
     * A distribution without labels.
     *
     * @param unit how many of the connector's units are one here
     */
    private record Single(String name, double unit, String metric, String help) {

        MetricSnapshot snapshot(Map<String, Distribution> all) {
            Distribution known = Objects.requireNonNull(all.get(name));
            return histogram(metric, help).dataPoint(point(known, unit, Labels.EMPTY)).build();
        }
    }

    List<MetricSnapshot> collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        all.add(
                Family.gauge("portlease_radius_listening", "Whether the RADIUS sockets are bound")
                        .add(connector.listening() ? 1 : 0)
                        .snapshot());
        all.addAll(ofCounters(connector.counters()));
        all.addAll(ofDistributions(connector.distributions()));
        return all;
    }

    static List<MetricSnapshot> ofCounters(Map<String, Long> counters) {
        Map<String, Family> families = new LinkedHashMap<>();
        counters.forEach((name, value) -> CounterNames.put(name, value, families));
        return families.values().stream().map(Family::snapshot).toList();
    }

    static List<MetricSnapshot> ofDistributions(Map<String, Distribution> distributions) {
        HistogramSnapshot.Builder legs =
                histogram(
                        "portlease_radius_leg_seconds",
                        "How long the legs of exchanges take, by leg and service");
        distributions.forEach(
                (name, each) -> {
                    String[] parts = name.split("\\.", 3);
                    if (parts[0].equals("leg")) {
                        legs.dataPoint(
                                point(
                                        each,
                                        NANOS,
                                        Labels.of("leg", parts[1], "service", parts[2])));
                    }
                });
        Stream<MetricSnapshot> single =
                SINGLE.stream()
                        .filter(each -> distributions.containsKey(each.name()))
                        .map(each -> each.snapshot(distributions));
        return Stream.concat(Stream.of(legs.build()), single).toList();
    }

    private static HistogramSnapshot.Builder histogram(String name, String help) {
        return HistogramSnapshot.builder().name(name).help(help);
    }

    private static HistogramDataPointSnapshot point(
            Distribution distribution, double unit, Labels labels) {
        ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
        for (int i = 0; i < distribution.counts().size(); i++) {
            double bound =
                    i < distribution.bounds().size()
                            ? distribution.bounds().get(i) / unit
                            : Double.POSITIVE_INFINITY;
            buckets.bucket(bound, distribution.counts().get(i));
        }
        return HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets.build())
                .sum(distribution.sum() / unit)
                .labels(labels)
                .build();
    }
}
