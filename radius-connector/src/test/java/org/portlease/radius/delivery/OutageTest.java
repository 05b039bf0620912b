package org.portlease.radius.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {

    private final Outage outage = new Outage();

    @Test
    void pausesLongerEachTimeButNeverMoreThanASecond() {
        long now = 0;
        for (int millis : new int[] {100, 200, 400, 800, 1000, 1000}) {
            outage.noticed(now);
            assertThat(outage.pause(now)).isEqualTo(Duration.ofMillis(millis));
            now += Duration.ofMillis(millis).toNanos();
        }
    }

    @Test
    void countsOneTryOnceThoughManyLoopsComeBackFromIt() {
        outage.noticed(0);
        outage.noticed(1);

        assertThat(outage.pause(0)).isEqualTo(Duration.ofMillis(100));
    }

    @Test
    void isOverOnceAndBeginsAnewWithTheShortestPause() {
        outage.noticed(0);
        outage.noticed(Duration.ofMillis(100).toNanos());

        assertThat(outage.over()).isTrue();
        assertThat(outage.over()).isFalse();
        assertThat(outage.isLasting()).isFalse();
        outage.noticed(0);
        assertThat(outage.pause(0)).isEqualTo(Duration.ofMillis(100));
    }
}
