package org.portlease.admission;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongFunction;
import org.portlease.contract.Directory;
import org.portlease.contract.DirectoryCache;

/**
 * What this node has admitted and refused since it started: of transactions that have committed,
 * and nothing else. Safe for many threads.
 */
@ApplicationScoped
public class AdmissionTally {

    /** So many kinds of each are told apart; what is beyond is told under one name. */
    static final int MOST_KINDS = 5_000;

    /** The provider and point of presence of what is beyond. */
    public static final String OTHERS = "(others)";

    private static final long OTHER = -1;

    private final ConcurrentMap<Admissions.Kind, LongAdder> admitted = new ConcurrentHashMap<>();
    private final ConcurrentMap<Refusals.Cause, LongAdder> refused = new ConcurrentHashMap<>();

    @EJB private DirectoryCache directories;

    /** For the container. */
    @SuppressWarnings("NullAway.Init")
    public AdmissionTally() {}

    /** Outside a container. */
    AdmissionTally(DirectoryCache directories) {
        this.directories = directories;
    }

    /**
     * How often something was decided.
     *
     * @param provider empty for the master's own subscribers, and for nobody's requests
     */
    public record Counted<T>(String provider, String pop, T what, long times) {}

    void count(@Observes(during = TransactionPhase.AFTER_SUCCESS) AdmissionsDecided decided) {
        decided.admitted()
                .forEach((kind, n) -> add(admitted, kind, kind.elsewhere(OTHER, OTHER), n));
        decided.refused()
                .forEach((cause, n) -> add(refused, cause, cause.elsewhere(OTHER, OTHER), n));
    }

    private static <K> void add(ConcurrentMap<K, LongAdder> counts, K kind, K other, int n) {
        K counted = counts.containsKey(kind) || counts.size() < MOST_KINDS ? kind : other;
        counts.computeIfAbsent(counted, key -> new LongAdder()).add(n);
    }

    /** By provider, point of presence, and whether by a burst; what is gone is left out. */
    public List<Counted<Boolean>> admitted() {
        var sums = new Sums<Boolean>(directories.current());
        admitted.forEach(
                (kind, n) -> sums.add(kind.contractId(), kind.popId(), kind.burst(), n.sum()));
        return sums.all();
    }

    /** By provider, point of presence and reason; likewise. */
    public List<Counted<RefusalReason>> refused() {
        var sums = new Sums<RefusalReason>(directories.current());
        refused.forEach(
                (cause, n) -> sums.add(cause.contractId(), cause.popId(), cause.reason(), n.sum()));
        return sums.all();
    }

    /** By the names of today: of several contracts of a provider, the sum. */
    private record Sums<T>(Directory directory, Map<Counted<T>, Long> times) {

        Sums(Directory directory) {
            this(directory, new HashMap<>());
        }

        void add(long contract, long pop, T what, long n) {
            Optional<String> provider =
                    contract == Refusals.NOBODY
                            ? Optional.of("")
                            : name(contract, directory::providerName);
            provider.ifPresent(
                    owner ->
                            name(pop, directory::popName)
                                    .ifPresent(
                                            place ->
                                                    times.merge(
                                                            new Counted<>(owner, place, what, 0),
                                                            n,
                                                            Long::sum)));
        }

        private static Optional<String> name(long id, LongFunction<Optional<String>> names) {
            return id == OTHER ? Optional.of(OTHERS) : names.apply(id);
        }

        List<Counted<T>> all() {
            return times.entrySet().stream()
                    .map(
                            each ->
                                    new Counted<>(
                                            each.getKey().provider(),
                                            each.getKey().pop(),
                                            each.getKey().what(),
                                            each.getValue()))
                    .toList();
        }
    }
}
