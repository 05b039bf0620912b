package org.portlease.upkeep;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.DirectoryCache;

/** Tells which nodes there are, and how they are. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class NodeOverview {

    /** Three of the intervals at which a node says that it is there. */
    static final int SILENT_SECONDS = 15;

    private static final String NODES =
            "select name, version, started_at, seen_at, config_version, draining_since,"
                    + " seen_at > current_timestamp - interval '"
                    + SILENT_SECONDS
                    + "' second as alive from node order by name";

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;

    private String node;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public NodeOverview() {}

    @Inject
    protected NodeOverview(
            @ConfigProperty(name = "portlease.node", defaultValue = "portlease") String node) {
        this.node = node;
    }

    /** Outside a container. */
    NodeOverview(EntityManager entities) {
        this("");
        this.entities = entities;
    }

    /**
     * A server of the installation.
     *
     * @param seenAt when it last said that it is there
     * @param alive whether that is not long ago
     * @param configVersion the version of the configuration that it then decided by
     * @param drainingSince since when it takes no new sessions; null where it does
     */
    public record Found(
            String name,
            String version,
            Instant startedAt,
            Instant seenAt,
            boolean alive,
            long configVersion,
            @Nullable Instant drainingSince) {}

    /** By their names. */
    public List<Found> all() {
        return entities
                .unwrap(Session.class)
                .createNativeQuery(NODES, Tuple.class)
                .addScalar("name", String.class)
                .addScalar("version", String.class)
                .addScalar("started_at", Instant.class)
                .addScalar("seen_at", Instant.class)
                .addScalar("config_version", Long.class)
                .addScalar("draining_since", Instant.class)
                .addScalar("alive", Boolean.class)
                .getResultList()
                .stream()
                .map(NodeOverview::found)
                .toList();
    }

    private static Found found(Tuple row) {
        return new Found(
                row.get("name", String.class),
                row.get("version", String.class),
                row.get("started_at", Instant.class),
                row.get("seen_at", Instant.class),
                row.get("alive", Boolean.class),
                row.get("config_version", Long.class),
                row.get("draining_since", Instant.class));
    }

    /** This node's name. */
    public String here() {
        return node;
    }

    /** Whether this node takes no new sessions, by the configuration that it decides by. */
    public boolean isDrainingHere() {
        return directories.current().isDraining(node);
    }
}
