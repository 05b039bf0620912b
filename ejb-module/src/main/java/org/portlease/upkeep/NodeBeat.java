package org.portlease.upkeep;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Properties;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.portlease.contract.DirectoryCache;
import org.portlease.provider.Node;

/** Says that this node is there, and by which version of the configuration it decides. */
@ApplicationScoped
public class NodeBeat {

    private static final String BUILD = "/META-INF/maven/org.portlease/ejb-module/pom.properties";

    @PersistenceContext private EntityManager entities;
    @Inject private Rounds rounds;
    private DirectoryCache directories;

    private String node;

    private boolean announced;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected NodeBeat() {}

    @Inject
    protected NodeBeat(
            DirectoryCache directories,
            @ConfigProperty(name = "portlease.node", defaultValue = "portlease") String node) {
        this.directories = directories;
        this.node = node;
    }

    /** Outside a container, where {@link #say} is called in a transaction. */
    NodeBeat(EntityManager entities, DirectoryCache directories, String node) {
        this(directories, node);
        this.entities = entities;
    }

    void sweep(Instant now) {
        rounds.once(() -> say(now));
        announced = true;
    }

    void say(Instant now) {
        if (!announced) {
            Node known = entities.find(Node.class, node);
            if (known == null) {
                entities.persist(Node.started(node, version(), now));
            } else {
                known.startedAgain(version(), now);
            }
            entities.flush();
        }
        int known =
                entities.createNativeQuery(
                                "update node set seen_at = current_timestamp,"
                                        + " config_version = :version where name = :name")
                        .setParameter("version", directories.current().version())
                        .setParameter("name", node)
                        .executeUpdate();
        // somebody has forgotten it meanwhile
        announced = announced && known > 0;
    }

    /** As the build has written it into the archive. */
    private static String version() {
        try (InputStream build = NodeBeat.class.getResourceAsStream(BUILD)) {
            Properties properties = new Properties();
            if (build != null) {
                properties.load(build);
            }
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
