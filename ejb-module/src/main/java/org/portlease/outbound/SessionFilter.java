package org.portlease.outbound;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.portlease.session.LeaseState;

/**
 * Which open sessions are meant: those that are all of what it says.
 *
 * @param contracts of one of these; null for anybody's
 * @param own only the master's own subscribers'
 * @param pops at one of these; null for every one
 * @param nases through one of these peers; null for every one
 * @param state null for every one
 * @param startedFrom of those that have started, not before
 * @param startedBefore of those that have started, before
 */
public record SessionFilter(
        @Nullable Set<Long> contracts,
        boolean own,
        @Nullable Set<Long> pops,
        @Nullable Set<Long> nases,
        @Nullable LeaseState state,
        @Nullable Instant startedFrom,
        @Nullable Instant startedBefore) {

    public static final SessionFilter ALL =
            new SessionFilter(null, false, null, null, null, null, null);

    /** The same of those contracts alone, as far as they are meant already. */
    public SessionFilter ofContracts(Collection<Long> only) {
        return new SessionFilter(
                both(contracts, only), own, pops, nases, state, startedFrom, startedBefore);
    }

    /** The same of the master's own subscribers alone. */
    public SessionFilter ofOwn() {
        return new SessionFilter(contracts, true, pops, nases, state, startedFrom, startedBefore);
    }

    /** The same at those points of presence alone. */
    public SessionFilter atPops(Collection<Long> only) {
        return new SessionFilter(
                contracts, own, both(pops, only), nases, state, startedFrom, startedBefore);
    }

    /** The same through those peers alone. */
    public SessionFilter atNases(Collection<Long> only) {
        return new SessionFilter(
                contracts, own, pops, both(nases, only), state, startedFrom, startedBefore);
    }

    /** The same in that state alone. */
    public SessionFilter in(LeaseState only) {
        return new SessionFilter(contracts, own, pops, nases, only, startedFrom, startedBefore);
    }

    /** The same started between these alone; null for no bound. */
    public SessionFilter started(@Nullable Instant from, @Nullable Instant before) {
        return new SessionFilter(contracts, own, pops, nases, state, from, before);
    }

    private static Set<Long> both(@Nullable Set<Long> known, Collection<Long> only) {
        Set<Long> both = new TreeSet<>(only);
        Optional.ofNullable(known).ifPresent(both::retainAll);
        return both;
    }

    /** Whether nothing can be all of it. */
    boolean isEmpty() {
        return isNone(contracts) || isNone(pops) || isNone(nases) || (own && contracts != null);
    }

    private static boolean isNone(@Nullable Set<Long> ids) {
        return ids != null && ids.isEmpty();
    }

    /** The conditions on a lease "l", each with the parameters of {@link #parameters}. */
    List<String> conditions() {
        List<String> all = new ArrayList<>();
        among("l.contract_id", "contracts", contracts).ifPresent(all::add);
        among("l.pop_id", "pops", pops).ifPresent(all::add);
        among("l.nas_id", "nases", nases).ifPresent(all::add);
        Map<String, Boolean> others = new LinkedHashMap<>();
        others.put("l.contract_id is null", own);
        others.put("l.state = :state", state != null);
        others.put("l.started_at >= :startedFrom", startedFrom != null);
        others.put("l.started_at < :startedBefore", startedBefore != null);
        others.entrySet().stream()
                .filter(Map.Entry::getValue)
                .forEach(condition -> all.add(condition.getKey()));
        return all;
    }

    /** With one value an index of it and the id gives the rows in their order. */
    private static Optional<String> among(String column, String name, @Nullable Set<Long> ids) {
        return Optional.ofNullable(ids)
                .map(some -> column + (some.size() == 1 ? " = :" + name : " = any(:" + name + ")"));
    }

    Map<String, Object> parameters() {
        Map<String, Object> values = new LinkedHashMap<>();
        put(values, "contracts", value(contracts));
        put(values, "pops", value(pops));
        put(values, "nases", value(nases));
        put(values, "state", state == null ? null : state.name());
        put(values, "startedFrom", startedFrom);
        put(values, "startedBefore", startedBefore);
        return values;
    }

    private static void put(Map<String, Object> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    private static @Nullable Object value(@Nullable Set<Long> ids) {
        if (ids == null) {
            return null;
        }
        return ids.size() == 1 ? ids.iterator().next() : ids.toArray(Long[]::new);
    }
}
