package org.portlease.session;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Tuple;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.portlease.contract.DirectoryCache;

/** Tells how many ports were in use at once, five minutes by five minutes. Reads without a lock. */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class PortHistory {

    /** The running five minutes of each, those that ended, and of each the last before them. */
    private static final String KNOWN =
            """
            select id as capacity_id, slot_at, slot_most as most, in_use as at_its_end from capacity
            union all
            select p.capacity_id, p.slot_at, p.most, p.last from port_peak p
             where p.slot_at >= :first or p.slot_at = (
               select max(q.slot_at) from port_peak q
                where q.capacity_id = p.capacity_id and q.slot_at < :first)
            """;

    @PersistenceContext private EntityManager entities;
    @EJB private DirectoryCache directories;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public PortHistory() {}

    /** Outside a container. */
    PortHistory(EntityManager entities, DirectoryCache directories) {
        this.entities = entities;
        this.directories = directories;
    }

    /**
     * The maxima of a time.
     *
     * @param from when the first slot began
     * @param slotSeconds how long each lasts
     * @param peaks by provider, by point of presence, and by share, which has both
     */
    public record Peaks(Instant from, long slotSeconds, List<Peak> peaks) {}

    /**
     * Whose ports they were.
     *
     * @param provider null for all of a point of presence
     * @param pop null for all of a provider's
     * @param peak the most of all slots
     * @param most of each slot, the oldest first, the running one last; where one contract has
     *     followed another, of both together
     */
    public record Peak(
            @Nullable String provider, @Nullable String pop, int peak, List<Integer> most) {}

    /** Those of the hours that end now. */
    public Peaks ofLastHours(int hours, Instant now) {
        Instant first =
                PortSlots.beginOf(now.minus(Duration.ofHours(hours))).plus(PortSlots.LENGTH);
        Map<Long, PortSlots> slots = slots(first);
        Comparator<@Nullable String> byName = Comparator.nullsFirst(Comparator.naturalOrder());
        Map<CapacityOwner, List<Integer>> most = new HashMap<>();
        CapacityOwner.all(directories.current())
                .forEach(
                        (capacity, owner) ->
                                Optional.ofNullable(slots.get(capacity))
                                        .map(found -> found.most(first, now))
                                        .ifPresent(
                                                its -> most.merge(owner, its, PortHistory::sums)));
        List<Peak> peaks =
                most.entrySet().stream()
                        .map(each -> peak(each.getKey(), each.getValue()))
                        .sorted(
                                Comparator.comparing(Peak::provider, byName)
                                        .thenComparing(Peak::pop, byName))
                        .toList();
        return new Peaks(first, PortSlots.LENGTH.toSeconds(), peaks);
    }

    private static List<Integer> sums(List<Integer> one, List<Integer> other) {
        return IntStream.range(0, one.size()).mapToObj(i -> one.get(i) + other.get(i)).toList();
    }

    private static Peak peak(CapacityOwner owner, List<Integer> most) {
        return new Peak(owner.provider(), owner.pop(), Collections.max(most), most);
    }

    private Map<Long, PortSlots> slots(Instant first) {
        Map<Long, PortSlots> slots = new HashMap<>();
        for (Tuple row : known(first)) {
            slots.computeIfAbsent(row.get("capacity_id", Long.class), id -> new PortSlots())
                    .add(
                            row.get("slot_at", Instant.class),
                            row.get("most", Integer.class),
                            row.get("at_its_end", Integer.class));
        }
        return slots;
    }

    private List<Tuple> known(Instant first) {
        return entities.unwrap(Session.class)
                .createNativeQuery(KNOWN, Tuple.class)
                .addScalar("capacity_id", Long.class)
                .addScalar("slot_at", Instant.class)
                .addScalar("most", Integer.class)
                .addScalar("at_its_end", Integer.class)
                .setParameter("first", first)
                .getResultList();
    }
}
