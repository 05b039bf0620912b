package org.portlease.audit;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.portlease.listing.Filter;
import org.portlease.listing.Listing;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;
import org.portlease.secret.KeyRing;

/**
 * All changes that people and programs made, in their order, without a gap. Each call is inside the
 * transaction of the change: what is undone leaves no trace, and nothing is done without one.
 */
@ApplicationScoped
public class AuditTrail {

    private static final int FETCH = 500;
    private static final int AT_ONCE = 500;
    private static final Listing<AuditEntry, Long> LISTING =
            Listing.of(AuditEntry.class, "sequence", AuditEntry::sequence, Long::valueOf)
                    .sortable("sequence", "sequence", AuditEntry::sequence, Long::valueOf);

    @PersistenceContext private EntityManager entities;
    private KeyRing keys;

    @SuppressWarnings("NullAway.Init") // the container injects
    protected AuditTrail() {}

    @Inject
    protected AuditTrail(KeyRing keys) {
        this.keys = keys;
    }

    /** Outside a container. */
    public AuditTrail(EntityManager entities, KeyRing keys) {
        this(keys);
        this.entities = entities;
    }

    /** Lets no other change through, on any node, until the transaction ends. */
    public void lock() {
        head();
    }

    /**
     * Takes the changes down, however many.
     *
     * @throws ForgedEntryException where somebody else has written an entry in a place of theirs
     */
    public void append(List<Deed> deeds, Instant at) {
        AuditHead head = head();
        Long forged = beyond();
        if (forged != null && forged <= head.lastSequence() + deeds.size()) {
            throw new ForgedEntryException(forged);
        }
        List<AuditEntry> waiting = new ArrayList<>();
        for (Deed deed : deeds) {
            AuditEntry entry = new AuditEntry(head, deed, at, keys);
            entities.persist(entry);
            head.moveTo(entry);
            waiting.add(entry);
            if (waiting.size() == AT_ONCE) {
                entities.flush();
                waiting.forEach(entities::detach);
                waiting.clear();
            }
        }
    }

    /** The number of the last entry; 0 before the first. Nobody waits for whoever asks. */
    public long last() {
        return entities.createQuery("select h.lastSequence from AuditHead h", Long.class)
                .getSingleResult();
    }

    /**
     * Whether a later entry is of one of the kinds.
     *
     * @param subject the only one that is meant; empty for each
     */
    public boolean tellsOf(Collection<String> kinds, Optional<String> subject, long after) {
        return entities.createQuery(
                                "select count(a) from AuditEntry a where a.sequence > :after"
                                        + " and a.sequence <= (select h.lastSequence from AuditHead h)"
                                        + " and a.kind in :kinds"
                                        + " and (:subject = '' or a.subject = :subject)",
                                Long.class)
                        .setParameter("after", after)
                        .setParameter("kinds", kinds)
                        .setParameter("subject", subject.orElse(""))
                        .getSingleResult()
                > 0;
    }

    /** Lets the database say what it has against the change, while it can still be told. */
    public void flush() {
        entities.flush();
    }

    /**
     * Which entries are wanted: those that all of it is true of.
     *
     * @param from the first instant
     * @param until the first instant after
     */
    public record Wanted(
            Optional<String> actor,
            Optional<String> kind,
            Optional<String> subject,
            Optional<String> action,
            Optional<Instant> from,
            Optional<Instant> until) {}

    /**
     * In the order in which things were done, or the other way round. What stands beyond the head
     * was not written here, and is not shown.
     */
    public Page<AuditEntry> page(PageRequest request, Wanted wanted) {
        return LISTING.page(
                entities,
                request,
                AuditTrail::isWithin,
                Filter.equal("actor", wanted.actor()),
                Filter.equal("kind", wanted.kind()),
                Filter.equal("subject", wanted.subject()),
                Filter.equal("action", wanted.action()),
                Filter.from("at", wanted.from()),
                Filter.below("at", wanted.until()));
    }

    private static Predicate isWithin(CriteriaBuilder builder, Root<AuditEntry> row) {
        Subquery<Long> last = builder.createQuery().subquery(Long.class);
        return builder.lessThanOrEqualTo(
                row.<Long>get("sequence"),
                last.select(last.from(AuditHead.class).<Long>get("lastSequence")));
    }

    public Optional<AuditEntry> find(long sequence) {
        return entities.createQuery(
                        "select a from AuditEntry a where a.sequence = :sequence"
                                + " and a.sequence <= (select h.lastSequence from AuditHead h)",
                        AuditEntry.class)
                .setParameter("sequence", sequence)
                .getResultStream()
                .findFirst();
    }

    private AuditHead head() {
        return entities.find(AuditHead.class, AuditHead.ID, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * What the trail's chain of hashes says of it.
     *
     * @param entries how many follow each other unaltered, from the first on
     * @param headHash of the last entry, in hex: kept elsewhere, it shows later whether the trail
     *     was cut short and begun anew; empty before the first
     * @param fault what is wrong after those; null where nothing is
     */
    public record Verdict(long entries, String headHash, @Nullable String fault) {}

    /** Reads all of it: time rises with its length. */
    public Verdict verify() {
        AuditHead head = entities.find(AuditHead.class, AuditHead.ID);
        entities.refresh(head);
        byte[] hash = new byte[0];
        long sequence = 0;
        try (Stream<AuditEntry> all = upTo(head.lastSequence())) {
            for (Iterator<AuditEntry> each = all.iterator(); each.hasNext(); ) {
                AuditEntry entry = each.next();
                if (entry.sequence() != sequence + 1) {
                    return verdict(sequence, hash, "entry " + (sequence + 1) + " is missing");
                }
                if (!entry.follows(hash, keys)) {
                    return verdict(
                            sequence,
                            hash,
                            "entry " + entry.sequence() + " is not what was written");
                }
                sequence = entry.sequence();
                hash = entry.hash();
                entities.detach(entry);
            }
        }
        boolean whole =
                sequence == head.lastSequence()
                        && MessageDigest.isEqual(hash, head.lastHash().orElse(new byte[0]));
        return verdict(
                sequence,
                hash,
                whole
                        ? forgery()
                        : "expected "
                                + head.lastSequence()
                                + " entries, but the trail ends after "
                                + sequence);
    }

    private @Nullable String forgery() {
        Long first = beyond();
        return first == null ? null : "entry " + first + " was not written by Portlease";
    }

    /**
     * The first entry beyond the end; null where there is none. One query, and so one state: what
     * is appended meanwhile moves the end with it.
     */
    private @Nullable Long beyond() {
        return entities.createQuery(
                        "select min(a.sequence) from AuditEntry a where a.sequence >"
                                + " (select h.lastSequence from AuditHead h)",
                        Long.class)
                .getSingleResult();
    }

    private Stream<AuditEntry> upTo(long last) {
        return entities.createQuery(
                        "select a from AuditEntry a where a.sequence <= :last order by a.sequence",
                        AuditEntry.class)
                .setParameter("last", last)
                .setHint("org.hibernate.fetchSize", FETCH)
                .setHint("org.hibernate.readOnly", true)
                .getResultStream();
    }

    private static Verdict verdict(long entries, byte[] hash, @Nullable String fault) {
        return new Verdict(entries, HexFormat.of().formatHex(hash), fault);
    }
}
