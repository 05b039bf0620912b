package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Optional;
import org.portlease.provider.Nas;
import org.portlease.provider.Node;
import org.portlease.provider.Provider;

/** What gets no new sessions, so that it empties: nodes, NASes, client providers. */
@ApplicationScoped
@Transactional
public class Drains {

    @PersistenceContext private EntityManager entities;
    private Clock clock;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Drains() {}

    @Inject
    protected Drains(Clock clock) {
        this.clock = clock;
    }

    /** Outside a container. */
    public Drains(EntityManager entities, Clock clock) {
        this(clock);
        this.entities = entities;
    }

    public Optional<Node> node(String name) {
        return Optional.ofNullable(entities.find(Node.class, name));
    }

    public Optional<Nas> nas(long id) {
        return Optional.ofNullable(entities.find(Nas.class, id));
    }

    public Optional<Provider> provider(long id) {
        return Optional.ofNullable(entities.find(Provider.class, id));
    }

    public void drainNode(String name) {
        node(name).ifPresent(node -> node.drain(clock.instant()));
    }

    public void undrainNode(String name) {
        node(name).ifPresent(Node::undrain);
    }

    /**
     * It is gone for good; where it still runs, it will be known again.
     *
     * @param alive whether it has been heard of lately
     * @throws RefusedException where it has
     */
    public void forgetNode(String name, boolean alive) {
        if (alive) {
            throw new RefusedException("the node '" + name + "' is running: stop it first");
        }
        node(name).ifPresent(entities::remove);
    }

    /**
     * @param disconnects whether its open sessions are to end
     */
    public void drainNas(long id, boolean disconnects) {
        nas(id).ifPresent(nas -> nas.drain(disconnects, clock.instant()));
    }

    public void undrainNas(long id) {
        nas(id).ifPresent(Nas::undrain);
    }

    /**
     * @param disconnects whether its open sessions are to end
     */
    public void drainProvider(long id, boolean disconnects) {
        provider(id).ifPresent(provider -> provider.drain(disconnects, clock.instant()));
    }

    public void undrainProvider(long id) {
        provider(id).ifPresent(Provider::undrain);
    }
}
