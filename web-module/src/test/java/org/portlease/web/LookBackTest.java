package org.portlease.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.web.api.ProblemException;

class LookBackTest {

    @Test
    void anHourToAMonthIsLookedBack() {
        assertThat(LookBack.hours(1)).isEqualTo(1);
        assertThat(LookBack.hours(744)).isEqualTo(744);
    }

    @ParameterizedTest
    @ValueSource(ints = {Integer.MIN_VALUE, -5, 0, 745, 99999999})
    void otherHoursAreRefused(int hours) {
        assertThatThrownBy(() -> LookBack.hours(hours))
                .isInstanceOf(ProblemException.class)
                .hasMessage("hours: must be 1 to 744");
    }
}
