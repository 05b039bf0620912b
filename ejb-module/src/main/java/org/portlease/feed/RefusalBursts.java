package org.portlease.feed;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.portlease.admission.RefusalHistory.Refused;
import org.portlease.admission.RefusalReason;

/** Finds where many are refused within a minute, from what is counted by the hour. One thread's. */
final class RefusalBursts {

    static final int MANY = 30;

    private static final long WINDOW_NANOS = 60_000_000_000L;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Cause(@Nullable Owner provider, RefusalReason reason) {}

    private record Sample(long at, Map<Cause, Long> counts) {}

    /**
     * @param counted of the running hour and the one before
     * @param owners by the configuration that named them
     * @param now a {@link System#nanoTime()}
     */
    List<Condition> look(Collection<Refused> counted, Owners owners, long now) {
        Map<Cause, Long> counts = new HashMap<>();
        counted.forEach(
                each ->
                        counts.merge(
                                new Cause(owners.named(each.provider()), each.reason()),
                                each.refusals(),
                                Long::sum));
        while (!samples.isEmpty() && now - samples.getFirst().at() > WINDOW_NANOS) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(now, counts));
        Map<Cause, Long> before = samples.getFirst().counts();
        return counts.entrySet().stream()
                .filter(each -> grown(each, before) >= MANY)
                .map(each -> condition(each.getKey(), grown(each, before)))
                .toList();
    }

    /** An hour that is no longer counted makes it less: that is no burst. */
    private static long grown(Map.Entry<Cause, Long> now, Map<Cause, Long> before) {
        return now.getValue() - Objects.requireNonNullElse(before.get(now.getKey()), 0L);
    }

    private static Condition condition(Cause cause, long grown) {
        return new Condition(
                "REFUSAL_BURST",
                cause.provider(),
                cause.reason().name(),
                grown + " refusals within a minute");
    }
}
