package org.portlease.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.billing.BillingRefusedException;

class ToleranceTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 3600, true",
        "0, 0, 3599, false",
        "5, 0, 3595, true",
        "5, 0, 3606, false",
        "0, 1, 3636, true",
        "0, 1, 3637, false",
        "50, 1, 3649, true",
    })
    void secondsAgreeWithinEither(long seconds, BigDecimal percent, long theirs, boolean agrees) {
        Tolerance tolerance = new Tolerance(seconds, percent, BigDecimal.ZERO, 5);

        assertThat(tolerance.allowsSeconds(3600, theirs)).isEqualTo(agrees);
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 0, 0",
        "86401, 0, 0, 0",
        "0, -1, 0, 0",
        "0, 100.1, 0, 0",
        "0, 0.0001, 0, 0",
        "0, 0, 101, 0",
        "0, 0, 0, 1441",
        "0, 0, 0, -1",
    })
    void aToleranceHasItsLimits(long seconds, BigDecimal percent, BigDecimal octets, int minutes) {
        assertThatThrownBy(() -> new Tolerance(seconds, percent, octets, minutes))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("a tolerance's");
    }
}
