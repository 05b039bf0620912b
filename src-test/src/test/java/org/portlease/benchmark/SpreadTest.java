package org.portlease.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void takesTheMiddleOne() {
        assertThat(Spread.of(9, 1, 5)).isEqualTo(new Spread(1, 5, 9));
    }

    @Test
    void takesTheMiddleOfTwo() {
        assertThat(Spread.of(4, 1, 9, 2)).isEqualTo(new Spread(1, 3, 9));
    }

    @Test
    void leavesTheValuesInTheirOrder() {
        double[] values = {3, 1, 2};

        assertThat(Spread.of(values).median()).isEqualTo(2);
        assertThat(values).containsExactly(3, 1, 2);
    }

    @Test
    void isNothingOfNoValues() {
        assertThatIllegalArgumentException().isThrownBy(Spread::of);
    }

    @Test
    void hasAsManyDigitsAsTellSomething() {
        assertThat(new Spread(0.1234, 12.34, 1234.4)).hasToString("12.3 (0.123..1,234)");
    }
}
