package org.portlease.contract;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jboss.ejb3.annotation.TransactionTimeout;
import org.jspecify.annotations.Nullable;
import org.portlease.provider.AttributeRule;
import org.portlease.provider.HomeServer;
import org.portlease.provider.IdentificationRule;
import org.portlease.provider.Installation;
import org.portlease.provider.Nas;
import org.portlease.provider.Pop;
import org.portlease.provider.Provider;

/**
 * This node's copy of the configuration. Readers take what is there and never wait; a refresh
 * replaces it as a whole.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class DirectoryCache {

    /** Of a large installation on a busy machine; without it a server could not start. */
    private static final long LONGEST_READ_SECONDS = 60;

    @PersistenceContext private EntityManager entities;
    private volatile @Nullable Directory current;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public DirectoryCache() {}

    /** Outside a container. */
    public DirectoryCache(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * The newest configuration that this node has read.
     *
     * @throws IllegalStateException before the first {@link #refresh}
     */
    @TransactionAttribute(TransactionAttributeType.SUPPORTS)
    public Directory current() {
        Directory directory = current;
        if (directory == null) {
            throw new IllegalStateException("the configuration has not been read yet");
        }
        return directory;
    }

    /**
     * Reads the configuration again where the database has a newer version.
     *
     * @return whether it had
     */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    @TransactionTimeout(LONGEST_READ_SECONDS)
    public synchronized boolean refresh() {
        Directory known = current;
        boolean newer = false;
        // a change may commit between two of our queries: then the version has risen by the end
        while (known == null || known.version() != version()) {
            known = read();
            newer = true;
        }
        current = known;
        return newer;
    }

    private long version() {
        return entities.createQuery("select i.configVersion from Installation i", Long.class)
                .getSingleResult();
    }

    private Directory read() {
        entities.clear();
        return new Directory(
                new Configuration(
                        all(Installation.class).get(0),
                        all(Provider.class),
                        all(Pop.class),
                        all(Nas.class),
                        all(HomeServer.class),
                        all(Contract.class),
                        all(PopShare.class),
                        all(AttributeRule.class),
                        all(AddedAttribute.class),
                        all(IdentificationRule.class),
                        drainingNodes()));
    }

    private Set<String> drainingNodes() {
        return new HashSet<>(
                entities.createQuery(
                                "select n.name from Node n where n.drainingSince is not null",
                                String.class)
                        .getResultList());
    }

    private <E> List<E> all(Class<E> type) {
        return entities.createQuery("select e from " + type.getSimpleName() + " e", type)
                .setHint("org.hibernate.readOnly", true)
                .getResultList();
    }
}
