package org.portlease.web.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.HttpConstraint;
import jakarta.servlet.annotation.ServletSecurity;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portlease.web.api.Roles;

/** What Prometheus scrapes, in its text format or that of OpenMetrics, as it asks. */
@WebServlet("/metrics")
@ServletSecurity(@HttpConstraint(rolesAllowed = {Roles.OPERATOR, Roles.AUDITOR}))
public class MetricsServlet extends HttpServlet {

    private static final long serialVersionUID = 1;

    private static final ExpositionFormatWriter OPEN_METRICS =
            new OpenMetricsTextFormatWriter(false, false);
    private static final ExpositionFormatWriter PROMETHEUS = PrometheusTextFormatWriter.create();

    @Inject private transient ConnectorMetrics connector;
    @Inject private transient TradeMetrics trade;
    @Inject private transient ServerMetrics server;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ExpositionFormatWriter writer = writer(request.getHeader("Accept"));
        MetricSnapshots all =
                new MetricSnapshots(
                        Stream.of(connector.collect(), trade.collect(), server.collect())
                                .flatMap(List::stream)
                                .toList());
        response.setContentType(writer.getContentType());
        response.setHeader("Cache-Control", "no-store");
        writer.write(response.getOutputStream(), all);
    }

    private static ExpositionFormatWriter writer(@Nullable String accept) {
        return OPEN_METRICS.accepts(accept) ? OPEN_METRICS : PROMETHEUS;
    }
}
