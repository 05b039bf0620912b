package org.portlease.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A client provider is told what is its own, and nobody else's; and has its share of the seats. */
class SeatTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long NORTH = 1;
    private static final long SOUTH = 2;
    private static final FeedEvent NORTHS = event(FeedEvent.STARTED, NORTH);
    private static final FeedEvent SOUTHS = event(FeedEvent.STARTED, SOUTH);
    private static final FeedEvent MASTERS = event(FeedEvent.CAPACITY_POP, null);
    private static final FeedEvent GAP = event(FeedEvent.GAP, null);

    private final Seats seats = new Seats();

    private static FeedEvent event(String type, @Nullable Long owner) {
        return new FeedEvent(type, null, owner, "data");
    }

    /** Keeps what it is told. */
    private static final class Kept implements FeedListener {
        private final List<FeedEvent> told = new ArrayList<>();
        private boolean ended;

        @Override
        public void tell(FeedEvent event) {
            told.add(event);
        }

        @Override
        public void beat() {
            throw new IllegalStateException("nobody asked for it");
        }

        @Override
        public void end() {
            ended = true;
        }

        @Override
        public boolean isGone() {
            return ended;
        }
    }

    private static List<FeedEvent> told(Optional<Long> provider) {
        Kept stream = new Kept();
        Seat seat = new Seat(stream, new Listener("user", provider), NOW);
        List.of(NORTHS, SOUTHS, MASTERS, GAP).forEach(seat::tell);
        return stream.told;
    }

    private Kept seated(String user, Optional<Long> provider) {
        Kept stream = new Kept();
        Listener listener = new Listener(user, provider);
        assertThat(seats.refusal(listener)).isEmpty();
        seats.add(new Seat(stream, listener, NOW));
        return stream;
    }

    @Test
    void aProviderIsToldItsOwnAndThatSomethingIsMissing() {
        assertThat(told(Optional.of(NORTH))).containsExactly(NORTHS, GAP);
    }

    @Test
    void whoSeesAllIsToldAll() {
        assertThat(told(Optional.empty())).containsExactly(NORTHS, SOUTHS, MASTERS, GAP);
    }

    @Test
    void aStreamEndsWhenItsUserSpeaksForTheProviderNoMore() {
        Kept bound = seated("anna", Optional.of(NORTH));
        Kept unbound = seated("nora", Optional.of(NORTH));
        Kept another = seated("sam", Optional.of(NORTH));
        Kept all = seated("olga", Optional.empty());

        seats.check(users -> Map.of("anna", NORTH, "sam", SOUTH), NOW);

        assertThat(List.of(bound.ended, unbound.ended, another.ended, all.ended))
                .containsExactly(false, true, true, false);
        seats.tell(NORTHS);
        assertThat(unbound.told).isEmpty();
    }

    @Test
    void aStreamEndsAfterItsTimeSoThatItsUserIsAskedAgain() {
        Kept stream = seated("olga", Optional.empty());

        seats.check(users -> Map.of(), NOW.plus(Seat.LONGEST).minusMillis(1));
        assertThat(stream.ended).isFalse();
        seats.check(users -> Map.of(), NOW.plus(Seat.LONGEST));

        assertThat(stream.ended).isTrue();
        assertThat(seats.isEmpty()).isTrue();
    }

    @Test
    void aProviderHasItsShareHoweverManyItsUsers() {
        Kept first = seated("user 0", Optional.of(NORTH));
        for (int i = 1; i < Feed.MOST_OF_PROVIDER; i++) {
            seated("user " + i, Optional.of(NORTH));
        }

        assertThat(seats.refusal(new Listener("another", Optional.of(NORTH))))
                .contains(Feed.Refusal.SHARE_USED_UP);
        seated("sam", Optional.of(SOUTH));
        first.end();
        seated("another", Optional.of(NORTH));
    }

    @Test
    void aUserHasItsShareAndANodeAnEnd() {
        for (int i = 0; i < Feed.MOST_LISTENERS; i++) {
            seated("user " + i / Feed.MOST_OF_USER, Optional.empty());
            if (i + 1 == Feed.MOST_OF_USER) {
                assertThat(seats.refusal(new Listener("user 0", Optional.empty())))
                        .contains(Feed.Refusal.SHARE_USED_UP);
            }
        }

        assertThat(seats.refusal(new Listener("new", Optional.empty())))
                .contains(Feed.Refusal.NODE_FULL);
    }
}
