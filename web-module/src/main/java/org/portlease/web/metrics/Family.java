package org.portlease.web.metrics;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.util.LinkedHashMap;
import java.util.Map;

/** One metric with its series; one thread's. Values of the same labels are added up. */
final class Family {

    /** What its values mean. */
    enum Kind {
        /** It rises from the start of the process on; its name is written with "_total". */
        COUNTER,
        GAUGE
    }

    private final Kind kind;
    private final String name;
    private final String help;
    private final Map<Labels, Double> series = new LinkedHashMap<>();

    Family(Kind kind, String name, String help) {
        this.kind = kind;
        this.name = name;
        this.help = help;
    }

    static Family counter(String name, String help) {
        return new Family(Kind.COUNTER, name, help);
    }

    static Family gauge(String name, String help) {
        return new Family(Kind.GAUGE, name, help);
    }

    /**
     * A count: exact up to 2^53, as Prometheus knows doubles alone.
     *
     * @param labels names and values by turns
     */
    Family add(long value, String... labels) {
        return add((double) value, labels);
    }

    /**
     * @param labels names and values by turns
     */
    Family add(double value, String... labels) {
        series.merge(Labels.of(labels), value, Double::sum);
        return this;
    }

    MetricSnapshot snapshot() {
        return kind == Kind.COUNTER ? counter() : gauge();
    }

    private MetricSnapshot counter() {
        CounterSnapshot.Builder builder = CounterSnapshot.builder().name(name).help(help);
        series.forEach(
                (labels, value) ->
                        builder.dataPoint(
                                CounterDataPointSnapshot.builder()
                                        .labels(labels)
                                        .value(value)
                                        .build()));
        return builder.build();
    }

    private MetricSnapshot gauge() {
        GaugeSnapshot.Builder builder = GaugeSnapshot.builder().name(name).help(help);
        series.forEach(
                (labels, value) ->
                        builder.dataPoint(
                                GaugeDataPointSnapshot.builder()
                                        .labels(labels)
                                        .value(value)
                                        .build()));
        return builder.build();
    }
}
