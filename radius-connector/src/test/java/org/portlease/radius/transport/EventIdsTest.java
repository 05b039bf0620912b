package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventIdsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    private final Clock standing = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void riseEvenWhileTheClockStands() {
        EventIds ids = new EventIds(standing);
        UUID previous = ids.next();
        for (int i = 0; i < 10_000; i++) {
            UUID next = ids.next();
            assertThat(next).isGreaterThan(previous);
            previous = next;
        }
    }

    @Test
    void areOfVersionSevenAndHoldTheTime() {
        UUID id = new EventIds(standing).next();

        assertThat(id.version()).isEqualTo(7);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void differBetweenNodesAtTheSameTime() {
        Set<UUID> seen = new HashSet<>();
        EventIds one = new EventIds(standing);
        EventIds other = new EventIds(standing);
        for (int i = 0; i < 1_000; i++) {
            assertThat(seen.add(one.next())).isTrue();
            assertThat(seen.add(other.next())).isTrue();
        }
    }
}
