package org.portlease.endpoint;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.portlease.radius.adapter.RadiusStatus;

/** A look into this node's connector, for those who may not see a RADIUS type. */
@ApplicationScoped
public class ConnectorStatus {

    @Resource(lookup = "java:/portlease/RadiusStatus")
    private RadiusStatus status;

    /** Whether the RADIUS sockets are bound and requests are taken. */
    public boolean listening() {
        return status.listening();
    }

    /**
     * How often a quantity was how large.
     *
     * @param bounds the ranges' upper bounds, inclusive; one more range is above them
     * @param counts how often it lay in each range
     * @param sum of all of it
     */
    public record Distribution(List<Long> bounds, List<Long> counts, long sum) {}

    /** How long things took, in nanoseconds, and how large batches were, by name. */
    public SortedMap<String, Distribution> distributions() {
        SortedMap<String, Distribution> all = new TreeMap<>();
        status.distributions()
                .forEach(
                        (name, each) ->
                                all.put(
                                        name,
                                        new Distribution(
                                                each.bounds(), each.counts(), each.sum())));
        return all;
    }

    /** What the connector counted since it began, and its levels now, by name. */
    public SortedMap<String, Long> counters() {
        return status.counters();
    }
}
