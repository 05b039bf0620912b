package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;
import org.portlease.provider.Nas;
import org.portlease.provider.Pop;
import org.portlease.provider.Provider;
import org.portlease.secret.KeyRing;

/** The network access servers, and the proxies of other installations. */
@ApplicationScoped
@Transactional(dontRollbackOn = RefusedException.class)
public class Nases {

    private static final Listing<Nas, Long> LISTING =
            Listing.numbered(Nas.class, Nas::id).sortable("name", Nas::name);

    private static final Insertion<Nas> INSERTION =
            Insertion.<Nas>into("nas")
                    .with("name", Nas::name)
                    .with("pop_id", Nas::popId)
                    .with("network", Nas::network)
                    .with("secret", Nas::encryptedSecret)
                    .with("message_authenticator", nas -> nas.messageAuthenticator().name())
                    .with("proxy", Nas::isProxy)
                    .with("budget_ms", nas -> nas.budget().toMillis())
                    .with("visited_provider_id", nas -> orNull(nas.visitedProviderId()))
                    .with("unique_ports", nas -> nas.sessions().uniquePorts())
                    .with("interim_seconds", nas -> orNull(nas.sessions().interimSeconds()))
                    .with("missed_interims", nas -> nas.sessions().missedInterims())
                    .with("most_session_seconds", nas -> nas.sessions().longest().toSeconds())
                    .with("mac_authentication", nas -> nas.sessions().macAuthentication())
                    .with("line_kbps", nas -> orNull(nas.sessions().lineKbps()))
                    .with("authorization_port", nas -> nas.sessions().authorizationPort());

    @PersistenceContext private EntityManager entities;
    private KeyRing keys;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Nases() {}

    @Inject
    protected Nases(KeyRing keys) {
        this.keys = keys;
    }

    /** Outside a container. */
    public Nases(EntityManager entities, KeyRing keys) {
        this(keys);
        this.entities = entities;
    }

    /**
     * What is said of one.
     *
     * @param pop the id of the point of presence where it stands
     * @param network an IP address, or a network in CIDR notation
     * @param visitedProvider the id of the provider whose access network it is; empty for our own
     */
    public record Plan(
            String name,
            long pop,
            String network,
            Nas.Manner manner,
            Nas.Sessions sessions,
            Optional<Long> visitedProvider) {}

    /** Which source is whose: two texts may say the same network. */
    public static final class Sources {

        private final Map<String, String> owners = new HashMap<>();

        private void add(String name, String network) {
            owners.put(Nas.sourceForm(network), name);
        }

        private void refuseIfTaken(String network, @Nullable String own) {
            String owner = owners.get(Nas.sourceForm(network));
            if (owner != null && !owner.equals(own)) {
                throw new RefusedException(
                        "the NAS '" + owner + "' sends from " + network + " already");
            }
        }

        private void move(Nas nas, String network) {
            owners.remove(Nas.sourceForm(nas.network()));
            add(nas.name(), network);
        }
    }

    /** All that are known now: once for many that are to be made. */
    public Sources sources() {
        Sources sources = new Sources();
        entities.createQuery("select n.name, n.network from Nas n", Object[].class)
                .getResultList()
                .forEach(row -> sources.add((String) row[0], (String) row[1]));
        return sources;
    }

    public Page<Nas> page(PageRequest request, Optional<String> name, Optional<Long> pop) {
        return LISTING.page(
                entities, request, Filter.equal("name", name), Filter.equal("popId", pop));
    }

    public Optional<Nas> find(long id) {
        return Optional.ofNullable(entities.find(Nas.class, id));
    }

    /** Those of the names that there are. */
    public List<Nas> named(Collection<String> names) {
        return entities.createQuery("select n from Nas n where n.name in :names", Nas.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("names", names)
                .getResultList();
    }

    /**
     * @throws RefusedException where one has the name, or sends from there
     * @throws IllegalArgumentException where the plan contradicts itself
     */
    public Nas create(Plan plan, String secret) {
        refuseIfNamed(plan.name());
        Nas nas = make(plan, secret, sources());
        entities.persist(nas);
        return nas;
    }

    /** One of many, whose name is known to be free: {@link #add} writes them. */
    public Nas make(Plan plan, String secret, Sources sources) {
        sources.refuseIfTaken(plan.network(), null);
        Nas nas =
                Nas.of(
                        plan.name(),
                        entities.find(Pop.class, plan.pop()),
                        plan.network(),
                        encrypted(secret),
                        plan.manner(),
                        plan.sessions(),
                        visited(plan));
        sources.add(nas.name(), nas.network());
        return nas;
    }

    /** Writes many that were made. */
    public void add(List<Nas> made) {
        INSERTION.write(entities, made);
    }

    /**
     * Sessions that are open keep the ports that they have, wherever it stands from now on.
     *
     * @param secret empty to keep the one that is there
     */
    public Nas change(long id, Plan plan, Optional<String> secret) {
        Nas nas = entities.find(Nas.class, id);
        if (!nas.name().equals(plan.name())) {
            refuseIfNamed(plan.name());
        }
        return change(nas, plan, secret, sources());
    }

    /** One of many, whose name is known to be its own, or free. */
    public Nas change(Nas nas, Plan plan, Optional<String> secret, Sources sources) {
        sources.refuseIfTaken(plan.network(), nas.name());
        nas.rename(plan.name());
        nas.moveTo(entities.find(Pop.class, plan.pop()));
        sources.move(nas, plan.network());
        nas.sendFrom(plan.network());
        nas.serveBy(plan.manner(), plan.sessions());
        nas.belongTo(visited(plan));
        secret.ifPresent(text -> nas.share(encrypted(text)));
        return nas;
    }

    /** Whether that is the secret that is shared with it. */
    public boolean shares(Nas nas, String secret) {
        return new Secrets(keys).isClearOf(nas.encryptedSecret(), secret);
    }

    /**
     * @throws RefusedException where a session of it is open, or a rule names it
     */
    public void remove(long id) {
        Nas nas = entities.find(Nas.class, id);
        Rows rows = new Rows(entities);
        rows.refuseWhere(
                "lease where nas_id = :id",
                id,
                "sessions of the NAS '" + nas.name() + "' are open: drain it first");
        rows.refuseWhere(
                "identification_rule where nas_id = :id",
                id,
                "identification rules are for the NAS '" + nas.name() + "': remove them first");
        rows.delete("disconnection where answered_at is null and nas_id = :id", id);
        entities.remove(nas);
        entities.flush();
    }

    private static @Nullable Integer orNull(OptionalInt value) {
        return value.isPresent() ? value.getAsInt() : null;
    }

    private static @Nullable Long orNull(OptionalLong value) {
        return value.isPresent() ? value.getAsLong() : null;
    }

    private byte[] encrypted(String secret) {
        return new Secrets(keys).encrypted(secret);
    }

    private @Nullable Provider visited(Plan plan) {
        return plan.visitedProvider().map(id -> entities.find(Provider.class, id)).orElse(null);
    }

    private void refuseIfNamed(String name) {
        if (!named(List.of(name)).isEmpty()) {
            throw new RefusedException("a NAS is named '" + name + "' already");
        }
    }
}
