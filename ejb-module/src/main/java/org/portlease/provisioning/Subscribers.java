package org.portlease.provisioning;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.FlushModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;
import org.portlease.provider.PasswordScheme;
import org.portlease.provider.Subscriber;
import org.portlease.secret.KeyRing;
import org.portlease.secret.PasswordDigest;

/** The master's own subscribers. Nothing ever shows a password again. */
@ApplicationScoped
@Transactional(dontRollbackOn = RefusedException.class)
public class Subscribers {

    private static final Listing<Subscriber, Long> LISTING =
            Listing.numbered(Subscriber.class, Subscriber::id)
                    .sortable("identifier", Subscriber::identifier);

    private static final Insertion<Subscriber> INSERTION =
            Insertion.<Subscriber>into("subscriber")
                    .with("identifier", Subscriber::identifier)
                    .with("password_scheme", subscriber -> subscriber.passwordScheme().name())
                    .with("password", Subscriber::protectedPassword)
                    .with("active", Subscriber::isActive);

    @PersistenceContext private EntityManager entities;
    private KeyRing keys;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected Subscribers() {}

    @Inject
    protected Subscribers(KeyRing keys) {
        this.keys = keys;
    }

    /** Outside a container. */
    public Subscribers(EntityManager entities, KeyRing keys) {
        this(keys);
        this.entities = entities;
    }

    /**
     * What is said of one.
     *
     * @param identifier the whole User-Name, realm included
     */
    public record Plan(String identifier, PasswordScheme scheme, boolean active) {}

    public Page<Subscriber> page(
            PageRequest request, Optional<String> identifier, Optional<Boolean> active) {
        return LISTING.page(
                entities,
                request,
                Filter.equal("identifier", identifier.map(Subscriber::lookUpForm)),
                Filter.equal("active", active));
    }

    public Optional<Subscriber> find(long id) {
        return Optional.ofNullable(entities.find(Subscriber.class, id));
    }

    /**
     * Those of the identifiers that there are.
     *
     * @param identifiers in the form of {@link Subscriber#lookUpForm}
     */
    public List<Subscriber> identified(Collection<String> identifiers) {
        return entities.createQuery(
                        "select s from Subscriber s where s.identifier in :identifiers",
                        Subscriber.class)
                .setFlushMode(FlushModeType.COMMIT)
                .setParameter("identifiers", identifiers)
                .getResultList();
    }

    /**
     * A password as it is kept: for PBKDF2 some milliseconds' work.
     *
     * @throws IllegalArgumentException where it is longer than User-Password can carry
     */
    public byte[] kept(PasswordScheme scheme, String password) {
        byte[] octets = Passwords.octets(password);
        return scheme == PasswordScheme.PBKDF2 ? PasswordDigest.of(octets) : keys.encrypt(octets);
    }

    /**
     * @throws RefusedException where there is one of the name
     */
    public Subscriber create(Plan plan, byte[] kept) {
        refuseIfKnown(plan.identifier());
        Subscriber subscriber = make(plan, kept);
        entities.persist(subscriber);
        return subscriber;
    }

    /** One of many, whose name is known to be free: {@link #add} writes them. */
    public Subscriber make(Plan plan, byte[] kept) {
        return Subscriber.of(plan.identifier(), plan.scheme(), kept, plan.active());
    }

    /** Writes many that were made. */
    public void add(List<Subscriber> made) {
        INSERTION.write(entities, made);
    }

    /**
     * @param kept empty to keep the password that is there
     * @throws RefusedException where another one has the name, or the password that is there can't
     *     be kept by that scheme
     */
    public Subscriber change(long id, Plan plan, Optional<byte[]> kept) {
        Subscriber subscriber = entities.find(Subscriber.class, id);
        if (!subscriber.identifier().equals(Subscriber.lookUpForm(plan.identifier()))) {
            refuseIfKnown(plan.identifier());
        }
        return change(subscriber, plan, kept);
    }

    /** One of many, whose name is known to be its own. */
    public Subscriber change(Subscriber subscriber, Plan plan, Optional<byte[]> kept) {
        if (kept.isEmpty() && subscriber.passwordScheme() != plan.scheme()) {
            throw new RefusedException(
                    "the password of '"
                            + subscriber.identifier()
                            + "' is kept as "
                            + subscriber.passwordScheme()
                            + ": to keep one as "
                            + plan.scheme()
                            + ", say it again");
        }
        subscriber.rename(plan.identifier());
        kept.ifPresent(password -> subscriber.protect(plan.scheme(), password));
        if (plan.active()) {
            subscriber.activate();
        } else {
            subscriber.deactivate();
        }
        return subscriber;
    }

    /** Whether that is its password; of one that is kept one way, nobody says. */
    public boolean hasPassword(Subscriber subscriber, PasswordScheme scheme, String password) {
        return scheme == PasswordScheme.ENCRYPTED
                && subscriber.passwordScheme() == scheme
                && new Secrets(keys).isClearOf(subscriber.protectedPassword(), password);
    }

    /**
     * @throws RefusedException where it is connected
     */
    public void remove(long id) {
        Subscriber subscriber = entities.find(Subscriber.class, id);
        new Rows(entities)
                .refuseWhere(
                        "lease where subscriber_id = :id",
                        id,
                        "'"
                                + subscriber.identifier()
                                + "' is connected: deactivate it, and disconnect it first");
        entities.remove(subscriber);
        entities.flush();
    }

    private void refuseIfKnown(String identifier) {
        if (!identified(List.of(Subscriber.lookUpForm(identifier))).isEmpty()) {
            throw new RefusedException("there is a subscriber '" + identifier + "' already");
        }
    }
}
