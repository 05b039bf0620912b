package org.portlease.endpoint;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.SortedMap;
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

    /** What the connector counted since it began, and its levels now, by name. */
    public SortedMap<String, Long> counters() {
        return status.counters();
    }
}
