package org.portlease.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CsvWriter csv = new CsvWriter(out);

    private String line() throws IOException {
        csv.end();
        return out.toString(StandardCharsets.UTF_8).replaceFirst("\r\n$", "");
    }

    @Test
    void linesEndAsRfc4180Says() throws IOException {
        csv.text("a").number(1).end();
        csv.text(null).number((BigDecimal) null).end();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("a,1\r\n,\r\n");
    }

    @Test
    void whatWouldEndACellIsQuoted() throws IOException {
        csv.text("a,b").text("say \"a\"").text("a\r\nb").text("a b");
        assertThat(line()).isEqualTo("\"a,b\",\"say \"\"a\"\"\",\"a\r\nb\",a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@A1", "\t=1", "'a"})
    void aTextIsNoFormula(String text) throws IOException {
        csv.text(text);
        assertThat(line()).isEqualTo("'" + text);
    }

    @Test
    void aFormulaAfterAReturnIsQuotedToo() throws IOException {
        csv.text("\r=\"A1\"");
        assertThat(line()).isEqualTo("\"'\r=\"\"A1\"\"\"");
    }

    @Test
    void aNumberIsANumber() throws IOException {
        csv.number(new BigDecimal("-1.50"))
                .number(new BigDecimal("1E+3"))
                .number(new BigDecimal("1E-9"))
                .number(-7);
        assertThat(line()).isEqualTo("-1.50,1000,0.000000001,-7");
    }

    @Test
    void timesAreIso8601() throws IOException {
        csv.date(LocalDate.of(2026, 3, 2))
                .time(Instant.EPOCH.plusMillis(900))
                .date(null)
                .time(null);
        assertThat(line()).isEqualTo("2026-03-02,1970-01-01T00:00:00Z,,");
    }
}
