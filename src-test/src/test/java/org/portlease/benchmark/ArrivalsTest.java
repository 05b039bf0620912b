package org.portlease.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ArrivalsTest {

    private static final long BEGIN = 7;

    @Test
    void soManyComeASecondHoweverOftenItIsAsked() {
        var arrivals = new Arrivals(1_000);
        arrivals.begin(BEGIN);

        long come = 0;
        for (int micros = 300; micros <= 3_000_000; micros += 300) {
            come += arrivals.until(BEGIN + TimeUnit.MICROSECONDS.toNanos(micros));
        }

        assertThat(come).isEqualTo(3_000);
    }

    @Test
    void whoCouldNotComeInTimeComesLater() {
        var arrivals = new Arrivals(1_000);
        arrivals.begin(BEGIN);

        assertThat(arrivals.until(BEGIN + TimeUnit.SECONDS.toNanos(2))).isEqualTo(2_000);
        assertThat(arrivals.until(BEGIN + TimeUnit.SECONDS.toNanos(2))).isZero();
    }
}
