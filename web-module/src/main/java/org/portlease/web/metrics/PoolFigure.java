package org.portlease.web.metrics;

import java.util.Arrays;
import java.util.Optional;

/** What is told of the data source's pool: the server's names, and Prometheus's. */
enum PoolFigure {
    IN_USE("InUseCount", Family.Kind.GAUGE, "portlease_pool_in_use", "Connections in use now"),
    ACTIVE("ActiveCount", Family.Kind.GAUGE, "portlease_pool_open", "Connections that are open"),
    AVAILABLE(
            "AvailableCount",
            Family.Kind.GAUGE,
            "portlease_pool_available",
            "Connections that could be had now, those included that would be opened"),
    MOST_USED(
            "MaxUsedCount",
            Family.Kind.GAUGE,
            "portlease_pool_most_in_use",
            "The most connections that were in use at once since the start"),
    TIMED_OUT(
            "TimedOut",
            Family.Kind.COUNTER,
            "portlease_pool_timeouts",
            "How often no connection could be had in time"),
    WAITS(
            "WaitCount",
            Family.Kind.COUNTER,
            "portlease_pool_waits",
            "How often somebody had to wait for a connection"),
    CREATED(
            "CreatedCount",
            Family.Kind.COUNTER,
            "portlease_pool_opened",
            "Connections that were opened"),
    DESTROYED(
            "DestroyedCount",
            Family.Kind.COUNTER,
            "portlease_pool_closed",
            "Connections that were closed");

    private final String attribute;
    private final Family.Kind kind;
    private final String metric;
    private final String help;

    PoolFigure(String attribute, Family.Kind kind, String metric, String help) {
        this.attribute = attribute;
        this.kind = kind;
        this.metric = metric;
        this.help = help;
    }

    /** The management model and its MBeans differ in capitals. */
    static Optional<PoolFigure> of(String attribute) {
        return Arrays.stream(values())
                .filter(each -> each.attribute.equalsIgnoreCase(attribute))
                .findFirst();
    }

    Family family(double value) {
        return new Family(kind, metric, help).add(value);
    }
}
