package org.portlease.endpoint;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.portlease.contract.DirectoryCache;
import org.portlease.radius.adapter.RadiusStatus;

/**
 * Lets a change of configuration hold on this node before it is answered. The other nodes find it
 * by the version's number, within half a second.
 */
@ApplicationScoped
public class ConfigurationPush {

    /** The change has committed: a connector that is slow to read it must not hold its answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Resource(lookup = "java:/portlease/RadiusStatus")
    private RadiusStatus status;

    @EJB private DirectoryCache directories;

    /**
     * To be called after the change has committed, outside of a transaction. When it returns,
     * requests are decided, and peers known, by the new configuration.
     */
    public void now() {
        directories.refresh();
        if (!status.readPeers(PATIENCE)) {
            EndpointLog.LOG.configurationNotReadYet(
                    directories.current().version(), PATIENCE.toSeconds());
        }
    }
}
