package org.portlease.radius.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.portlease.radius.Distribution;

class HistogramTest {

    @Test
    void aBoundBelongsToTheRangeBelowIt() {
        Histogram histogram = Histogram.ofSizes();

        histogram.record(1);
        histogram.record(2);
        histogram.record(3);
        histogram.record(5_000);

        Distribution values = histogram.values();
        assertThat(values.counts().subList(0, 4)).containsExactly(1L, 1L, 1L, 0L);
        assertThat(values.counts().get(values.bounds().size())).as("above all").isEqualTo(1);
        assertThat(values.sum()).isEqualTo(5_006);
        assertThat(values.count()).isEqualTo(4);
    }

    @Test
    void durationsAreInNanoseconds() {
        Histogram histogram = Histogram.ofDurations();

        histogram.record(1_000_000);

        int millisecond = histogram.values().bounds().indexOf(1_000_000L);
        assertThat(histogram.values().counts().get(millisecond)).isEqualTo(1);
    }
}
