package org.portlease.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.billing.Invoice;
import org.portlease.web.api.ProblemException;

class AskedTest {

    @Test
    void whatIsAbsentIsEmptyAndWhatIsThereIsRead() {
        assertThat(Asked.day("from", null)).isEmpty();
        assertThat(Asked.day("from", "2026-01-31")).contains(LocalDate.of(2026, 1, 31));
        assertThat(Asked.instant("from", "2026-01-31T12:00:00Z"))
                .contains(Instant.parse("2026-01-31T12:00:00Z"));
        assertThat(Asked.choice("state", "issued", Invoice.State.class))
                .contains(Invoice.State.ISSUED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "2026-02-30", "+999999999-12-31", "1969-12-31"})
    void aDayThatIsNoneIsNamed(String text) {
        assertThatThrownBy(() -> Asked.day("from", text))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("from: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"now", "+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z"})
    void anInstantThatIsNoneIsNamed(String text) {
        assertThatThrownBy(() -> Asked.instant("until", text))
                .isInstanceOf(ProblemException.class)
                .hasMessageStartingWith("until: ");
    }

    @Test
    void anotherChoiceIsToldWhatThereIs() {
        assertThatThrownBy(() -> Asked.choice("state", "PAID", Invoice.State.class))
                .hasMessage(
                        "state: expected one of DRAFT, ISSUED, SETTLED, CREDITED, but got 'PAID'");
        assertThatThrownBy(() -> Asked.currency("currency", "XYZW"))
                .hasMessageStartingWith("currency: expected the code of a currency");
    }

    @Test
    void amountsHaveTheDigitsOfTheirCurrency() {
        assertThat(Asked.shown(new BigDecimal("0.7000"), Currency.getInstance("EUR")))
                .isEqualTo(new BigDecimal("0.70"));
        assertThat(Asked.shown(new BigDecimal("12.0000"), Currency.getInstance("JPY")))
                .isEqualTo(new BigDecimal("12"));
    }
}
