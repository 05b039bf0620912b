package org.portlease.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Köln", "北京", "תל אביב", "\uD83C\uDF0D", "a\u200fb", "a b", "\u00a0"})
    void aTextMayBeOfAnyScript(String text) {
        assertThat(Plain.fault(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\0",
                "\1",
                "a\nb",
                "a\tb",
                "\u0085",
                "\u2028",
                "\u2029",
                "\ud800",
                "\udc00a",
                "a\u202ab",
                "\u202e",
                "\u2066",
                "\u2069",
                " ",
                "\u3000\u2003"
            })
    void aTextIsOneLineOfWholeCharacters(String text) {
        assertThat(Plain.fault(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0", "-1.50", "1e39", "1e-40", "1234567890123456789012345678901234567890"})
    void aNumberOfFewDigitsIsPlain(String number) {
        assertThat(Plain.fault(new BigDecimal(number))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e40",
                "-1e40",
                "1e-41",
                "1e2147483647",
                "1e-2147483647",
                "0e2147483647",
                "0e-2147483647"
            })
    void aNumberOfManyDigitsIsNot(String number) {
        assertThat(Plain.fault(new BigDecimal(number))).isPresent();
    }

    @Test
    void aTimeOfFourDigitsAYearCanBeStored() {
        assertThat(Plain.isStorable(Instant.parse("0001-01-01T00:00:00Z"))).isTrue();
        assertThat(Plain.isStorable(Instant.parse("9999-12-31T23:59:59Z"))).isTrue();
        assertThat(Plain.isStorable(LocalDate.of(9999, 12, 31))).isTrue();
        assertThat(Plain.isStorable(Instant.MAX)).isFalse();
        assertThat(Plain.isStorable(Instant.MIN)).isFalse();
        assertThat(Plain.isStorable(LocalDate.MAX)).isFalse();
        assertThat(Plain.isStorable(LocalDate.MIN)).isFalse();
    }
}
