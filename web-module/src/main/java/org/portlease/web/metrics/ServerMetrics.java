package org.portlease.web.metrics;

import io.prometheus.metrics.instrumentation.jvm.JvmBufferPoolMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmClassLoadingMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmGarbageCollectorMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmMemoryMetrics;
import io.prometheus.metrics.instrumentation.jvm.JvmRuntimeInfoMetric;
import io.prometheus.metrics.instrumentation.jvm.JvmThreadsMetrics;
import io.prometheus.metrics.instrumentation.jvm.ProcessMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The process, and the data source's pool as the server counts it. */
@ApplicationScoped
public class ServerMetrics {

    private static final String POOL =
            "jboss.as:subsystem=datasources,data-source=PortleaseDS,statistics=pool";

    private final PrometheusRegistry jvm = new PrometheusRegistry();

    /** All but those that would stay registered with the process when the archive goes. */
    @PostConstruct
    void begin() {
        JvmBufferPoolMetrics.builder().register(jvm);
        JvmClassLoadingMetrics.builder().register(jvm);
        JvmGarbageCollectorMetrics.builder().register(jvm);
        JvmMemoryMetrics.builder().register(jvm);
        JvmRuntimeInfoMetric.builder().register(jvm);
        JvmThreadsMetrics.builder().register(jvm);
        ProcessMetrics.builder().register(jvm);
    }

    List<MetricSnapshot> collect() {
        List<MetricSnapshot> all = new ArrayList<>();
        jvm.scrape().forEach(all::add);
        all.addAll(pool());
        return all;
    }

    /** Empty where the server has no such data source, or does not keep its statistics. */
    private static List<MetricSnapshot> pool() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        List<MetricSnapshot> all = new ArrayList<>();
        try {
            ObjectName pool = new ObjectName(POOL);
            if (!server.isRegistered(pool)) {
                return List.of();
            }
            // some attributes are no numbers, so only those are read that are told
            for (MBeanAttributeInfo each : server.getMBeanInfo(pool).getAttributes()) {
                Optional<PoolFigure> figure = PoolFigure.of(each.getName());
                if (figure.isPresent()) {
                    String value = String.valueOf(server.getAttribute(pool, each.getName()));
                    all.add(figure.get().family(Double.parseDouble(value)).snapshot());
                }
            }
            return all;
        } catch (JMException | NumberFormatException e) {
            return List.of();
        }
    }
}
