package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;
import org.portlease.provider.HomeServer;
import org.portlease.provider.Provider;
import org.portlease.secret.KeyRing;

/** The RADIUS servers that are asked: clients' own, and the existing Master RADIUS server. */
@ApplicationScoped
@Transactional(dontRollbackOn = RefusedException.class)
public class HomeServers {

    private static final Listing<HomeServer, Long> LISTING =
            Listing.numbered(HomeServer.class, HomeServer::id)
                    .sortable("address", HomeServer::address)
                    .sortable("priority", "priority", HomeServer::priority, Integer::valueOf);

    @PersistenceContext private EntityManager entities;
    private KeyRing keys;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected HomeServers() {}

    @Inject
    protected HomeServers(KeyRing keys) {
        this.keys = keys;
    }

    /** Outside a container. */
    public HomeServers(EntityManager entities, KeyRing keys) {
        this(keys);
        this.entities = entities;
    }

    /**
     * Whose are wanted.
     *
     * @param provider the id of the provider; empty for all
     * @param ofMaster whether the Master RADIUS server's alone
     */
    public record Wanted(Optional<Long> provider, boolean ofMaster) {}

    public Page<HomeServer> page(PageRequest request, Wanted wanted) {
        return LISTING.page(
                entities,
                request,
                Filter.equal("providerId", wanted.provider()),
                (builder, row) ->
                        wanted.ofMaster()
                                ? builder.isNull(row.get("providerId"))
                                : builder.conjunction());
    }

    public Optional<HomeServer> find(long id) {
        return Optional.ofNullable(entities.find(HomeServer.class, id));
    }

    /**
     * @param provider the id of whose it is; empty for the Master RADIUS server's
     * @throws RefusedException where one of the same owner's stands there
     */
    public HomeServer create(
            Optional<Long> provider,
            HomeServer.Location location,
            HomeServer.Manner manner,
            String secret) {
        Provider owner = provider.map(id -> entities.find(Provider.class, id)).orElse(null);
        refuseIfTaken(owner, location, null);
        byte[] encrypted = new Secrets(keys).encrypted(secret);
        HomeServer server =
                owner == null
                        ? HomeServer.ofMaster(location, encrypted, manner)
                        : HomeServer.ofProvider(owner, location, encrypted, manner);
        entities.persist(server);
        return server;
    }

    /**
     * Requests that are under way end with the server as it was.
     *
     * @param secret empty to keep the one that is there
     */
    public HomeServer change(
            long id,
            HomeServer.Location location,
            HomeServer.Manner manner,
            Optional<String> secret) {
        HomeServer server = entities.find(HomeServer.class, id);
        Provider owner =
                server.providerId().isPresent()
                        ? entities.find(Provider.class, server.providerId().getAsLong())
                        : null;
        refuseIfTaken(owner, location, server);
        server.moveTo(location);
        server.askBy(manner);
        secret.ifPresent(text -> server.share(new Secrets(keys).encrypted(text)));
        return server;
    }

    /** Conversations with it are over; what is stored for its owner waits for another one. */
    public void remove(long id) {
        entities.remove(entities.find(HomeServer.class, id));
    }

    private void refuseIfTaken(
            @Nullable Provider owner, HomeServer.Location location, @Nullable HomeServer own) {
        entities
                .createQuery(
                        "select h from HomeServer h where h.address = :address", HomeServer.class)
                .setParameter("address", location.address())
                .getResultList()
                .stream()
                .filter(other -> other != own)
                .filter(other -> other.standsAt(owner, location))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new RefusedException(
                                    "the home server "
                                            + other.id()
                                            + " of the same owner stands at "
                                            + location.address()
                                            + ", port "
                                            + location.authPort()
                                            + ", already");
                        });
    }
}
