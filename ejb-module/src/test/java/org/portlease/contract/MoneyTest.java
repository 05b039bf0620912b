package org.portlease.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MoneyTest {

    private static Money euros(String amount) {
        return Money.of(new BigDecimal(amount), "EUR");
    }

    @Test
    void amountsAddUpExactly() {
        assertThat(euros("0.1").plus(euros("0.2"))).isEqualTo(euros("0.3"));
    }

    @Test
    void theScaleMakesNoDifference() {
        assertThat(euros("1.50")).isEqualTo(euros("1.5")).hasSameHashCodeAs(euros("1.5"));
        assertThat(euros("0.00")).hasSameHashCodeAs(euros("0"));
        assertThat(euros("1.50")).isEqualByComparingTo(euros("1.5"));
        assertThat(euros("1.49")).isLessThan(euros("1.5"));
    }

    @Test
    void currenciesDoNotMix() {
        Money dollars = Money.of(BigDecimal.ONE, "USD");

        assertThat(dollars).isNotEqualTo(euros("1"));
        assertThatThrownBy(() -> euros("1").plus(dollars))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("expected EUR, but got USD");
        assertThatThrownBy(() -> euros("1").compareTo(dollars))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void itPrintsAmountAndCurrency() {
        assertThat(euros("1E+2")).hasToString("100 EUR");
    }
}
