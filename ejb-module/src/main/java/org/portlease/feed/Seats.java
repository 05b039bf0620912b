package org.portlease.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who listens on this node. None may take the seats of all the others. One thread's at a time. */
final class Seats {

    private final List<Seat> seats = new ArrayList<>();

    /** Why a listener gets no seat now; empty where it may have one. */
    Optional<Feed.Refusal> refusal(Listener listener) {
        forgetGone();
        if (seats.size() >= Feed.MOST_LISTENERS) {
            return Optional.of(Feed.Refusal.NODE_FULL);
        }
        boolean many =
                count(Listener::user, listener.user()) >= Feed.MOST_OF_USER
                        || (listener.provider().isPresent()
                                && count(Listener::provider, listener.provider())
                                        >= Feed.MOST_OF_PROVIDER);
        return many ? Optional.of(Feed.Refusal.SHARE_USED_UP) : Optional.empty();
    }

    private <V> long count(Function<Listener, V> what, V wanted) {
        return seats.stream().filter(seat -> what.apply(seat.listener()).equals(wanted)).count();
    }

    void add(Seat seat) {
        seats.add(seat);
    }

    void forgetGone() {
        seats.removeIf(seat -> seat.stream().isGone());
    }

    /**
     * Ends the streams that have lasted long enough, and those whose user does not speak for the
     * provider any more.
     *
     * @param bindings for whom each of some users speaks
     */
    void check(Function<Set<String>, Map<String, Long>> bindings, Instant now) {
        Set<String> bound =
                seats.stream()
                        .map(Seat::listener)
                        .filter(listener -> listener.provider().isPresent())
                        .map(Listener::user)
                        .collect(Collectors.toSet());
        Map<String, Long> known = bound.isEmpty() ? Map.of() : bindings.apply(bound);
        List<Seat> over =
                seats.stream()
                        .filter(seat -> seat.isOver(now) || !speaks(seat.listener(), known))
                        .toList();
        over.forEach(seat -> seat.stream().end());
        seats.removeAll(over);
    }

    private static boolean speaks(Listener listener, Map<String, Long> bindings) {
        return listener.provider().isEmpty()
                || listener.provider().get().equals(bindings.get(listener.user()));
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    void tell(FeedEvent event) {
        seats.forEach(seat -> seat.tell(event));
    }

    void tellAll(Collection<FeedEvent> events) {
        events.forEach(this::tell);
    }

    void beat() {
        seats.forEach(seat -> seat.stream().beat());
    }
}
