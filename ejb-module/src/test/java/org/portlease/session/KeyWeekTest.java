package org.portlease.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyWeekTest {

    /** A week begins with a Thursday in UTC. */
    private static final Instant WEEK = Instant.parse("2026-03-05T00:00:00Z");

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 1, 200_000, 604_799})
    void whatClosedWithinAWeekIsLookedUp(long second) {
        Instant now = WEEK.plusSeconds(second);
        assertThat(KeyWeek.lookedUp(now))
                .contains(KeyWeek.of(now), KeyWeek.of(now.minus(Duration.ofDays(7))));
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -1, 0})
    void soIsWhatANodeHasClosedWhoseClockIsAhead(long second) {
        Instant now = WEEK.plusSeconds(second);
        assertThat(KeyWeek.lookedUp(now)).contains(KeyWeek.of(now.plus(Duration.ofHours(1))));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 0, 200_000})
    void whatIsFoundForGoodIsLookedUp(long second) {
        assertThat(KeyWeek.lookedUp(WEEK.plusSeconds(second))).contains(0);
    }
}
