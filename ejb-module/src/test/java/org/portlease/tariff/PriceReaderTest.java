package org.portlease.tariff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.json.FieldException;

class PriceReaderTest {

    private static FieldException fault(String json) {
        FieldException fault =
                catchThrowableOfType(FieldException.class, () -> PriceReader.read(json));
        assertThat(fault).as(json).isNotNull();
        return fault;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "perPort                | {'perPort': %s}",
                "commitment             | {'commitment': %s}",
                "roundUpToSeconds       | {'roundUpToSeconds': %s}",
                "minimumSeconds         | {'minimumSeconds': %s}",
                "usage[0].time.perHour  | {'usage': [{'name': 'a', 'time': {'perHour': %s}}]}",
                "usage[0].when.portType | {'usage': [{'name': 'a', 'when': {'portType': %s}}]}",
                "usage[0].connection.free"
                        + "| {'usage': [{'name': 'a', 'connection': {'each': 1, 'free': %s}}]}"
            })
    void aNumberIsNeverWrittenOutBeforeItIsBounded(String field, String json) {
        for (String number :
                new String[] {"1e999999999", "-1E2147483647", "1e-999999999", "0e-999999999"}) {
            FieldException fault = fault(String.format(json.replace('\'', '"'), number));

            assertThat(fault.path()).isEqualTo(field);
            assertThat(fault.sentence()).hasSizeLessThan(200);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "usage[0].name|{'usage':[{'name':'Time@u0000','time':{'perHour':1}}]}",
                "bands[0].name|{'bands':[{'name':'a@u0000','from':'08:00','until':'18:00'}]}"
            })
    void aNameThatNoDatabaseTakesIsNone(String field, String json) {
        FieldException fault = fault(json.replace('\'', '"').replace('@', '\\'));

        assertThat(fault.path()).isEqualTo(field);
        assertThat(fault.sentence()).isEqualTo("must have no NUL");
    }

    @Test
    void aNumberOfFewDigitsMayHaveAnExponent() {
        String json = "{'perPort': 1.5e1, 'usage': [{'name': 'a'}]}".replace('\'', '"');

        assertThat(PriceReader.read(json).perPort()).isEqualByComparingTo("15");
    }
}
