package org.portlease.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class GapsTest {

    private static final long LONG = Duration.ofSeconds(11).toNanos();

    private final Gaps gaps = new Gaps(10);

    @Test
    void whatIsMissingIsAskedForUntilItComes() {
        gaps.read(List.of(11L, 14L), 0);
        assertThat(gaps.top()).isEqualTo(14);
        assertThat(gaps.missing()).containsExactly(12L, 13L);
        assertThat(gaps.resume()).as("before the first that is missing").isEqualTo(11);

        gaps.read(List.of(12L), 1);
        assertThat(gaps.resume()).isEqualTo(12);

        gaps.read(List.of(13L), 2);
        assertThat(gaps.missing()).isEmpty();
        assertThat(gaps.resume()).isEqualTo(14);
    }

    @Test
    void whatDoesNotComeIsNotWaitedForForEver() {
        gaps.read(List.of(13L), 0);
        gaps.read(List.of(), LONG);

        assertThat(gaps.missing()).isEmpty();
        assertThat(gaps.resume()).isEqualTo(13);
    }

    @Test
    void aLeapIsNotAllWaitedFor() {
        gaps.read(List.of(1_000_000L), 0);

        assertThat(gaps.missing()).hasSize(10_000);
    }
}
