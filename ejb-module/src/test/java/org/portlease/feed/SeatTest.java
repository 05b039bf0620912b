package org.portlease.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A client provider is told what is its own, and nobody else's. */
class SeatTest {

    private static final FeedEvent NORTHS = event(FeedEvent.STARTED, "North");
    private static final FeedEvent SOUTHS = event(FeedEvent.STARTED, "South");
    private static final FeedEvent MASTERS = event(FeedEvent.CAPACITY_POP, null);
    private static final FeedEvent GAP = event(FeedEvent.GAP, null);

    private static FeedEvent event(String type, @org.jspecify.annotations.Nullable String of) {
        return new FeedEvent(type, null, of, "data");
    }

    private static List<FeedEvent> told(Optional<String> provider) {
        List<FeedEvent> told = new ArrayList<>();
        Seat seat =
                new Seat(
                        new FeedListener() {
                            @Override
                            public void tell(FeedEvent event) {
                                told.add(event);
                            }

                            @Override
                            public void beat() {
                                throw new IllegalStateException("nobody asked for it");
                            }

                            @Override
                            public boolean isGone() {
                                return false;
                            }
                        },
                        provider);
        List.of(NORTHS, SOUTHS, MASTERS, GAP).forEach(seat::tell);
        return told;
    }

    @Test
    void aProviderIsToldItsOwnAndThatSomethingIsMissing() {
        assertThat(told(Optional.of("North"))).containsExactly(NORTHS, GAP);
    }

    @Test
    void whoSeesAllIsToldAll() {
        assertThat(told(Optional.empty())).containsExactly(NORTHS, SOUTHS, MASTERS, GAP);
    }
}
