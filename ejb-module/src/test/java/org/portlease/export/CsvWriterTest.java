package org.portlease.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {

    @Test
    void aFileIsAHeaderAndRowsThatEndAsRfc4180Says() throws IOException {
        StringWriter out = new StringWriter();
        CsvWriter csv = new CsvWriter(out, List.of("name", "count"));
        csv.write(new CsvRow().text("a").number(1));
        csv.write(new CsvRow().text(null).number(null));

        assertThat(out).hasToString("name,count\r\na,1\r\n,\r\n");
    }

    @Test
    void whatWouldEndACellIsQuoted() {
        assertThat(new CsvRow().text("a,b").text("say \"a\"").text("a\r\nb").text("a b"))
                .hasToString("\"a,b\",\"say \"\"a\"\"\",\"a\r\nb\",a b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@A1", "\t=1"})
    void aTextIsNoFormula(String text) {
        assertThat(new CsvRow().text(text)).hasToString("'" + text);
    }

    @Test
    void aFormulaAfterAReturnIsQuotedToo() {
        assertThat(new CsvRow().text("\r=\"A1\"")).hasToString("\"'\r=\"\"A1\"\"\"");
    }

    @Test
    void aNumberIsANumber() {
        assertThat(new CsvRow().number(new BigDecimal("-1.50")).number(new BigDecimal("1E+3")))
                .hasToString("-1.50,1000");
        assertThat(new CsvRow().number(new BigDecimal("1E-9")).number(-7))
                .hasToString("0.000000001,-7");
    }

    @Test
    void timesAreIso8601() {
        assertThat(
                        new CsvRow()
                                .date(LocalDate.of(2026, 3, 2))
                                .instant(Instant.EPOCH)
                                .date(null)
                                .instant(null))
                .hasToString("2026-03-02,1970-01-01T00:00:00Z,,");
    }

    @Test
    void aRowWithACellTooFewIsRefused() throws IOException {
        CsvWriter csv = new CsvWriter(new StringWriter(), List.of("name", "count"));

        assertThatThrownBy(() -> csv.write(new CsvRow().text("a")))
                .hasMessage("a row must have 2 cells, but has 1");
    }
}
