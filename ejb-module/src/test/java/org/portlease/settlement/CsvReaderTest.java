package org.portlease.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.billing.BillingRefusedException;

class CsvReaderTest {

    private static List<List<String>> read(String text) throws IOException {
        return read(text, StandardCharsets.UTF_8);
    }

    private static List<List<String>> read(String text, Charset charset) throws IOException {
        CsvReader csv = new CsvReader(new ByteArrayInputStream(text.getBytes(charset)));
        List<List<String>> records = new ArrayList<>();
        for (Optional<List<String>> next = csv.next(); next.isPresent(); next = csv.next()) {
            records.add(next.get());
        }
        return records;
    }

    @Test
    void recordsAndFieldsAreAsRfc4180HasThem() throws IOException {
        assertThat(read("a,b\r\n\"1,2\",\"say \"\"a\"\"\"\r\n\"x\r\ny\",\n,ü"))
                .containsExactly(
                        List.of("a", "b"),
                        List.of("1,2", "say \"a\""),
                        List.of("x\r\ny", ""),
                        List.of("", "ü"));
        assertThat(read("")).isEmpty();
        assertThat(read("\uFEFFa\n")).containsExactly(List.of("a"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'a\\nb\"c', line 2 has a quotation mark within",
                "'a\\n\"b', line 2 has a quoted field without an end",
                "'\"a\\n\"\\n\"b\"c', line 3 goes on behind the end",
                "'a\\rb', line 1 has a carriage return without",
            })
    void whatIsNotAsRfc4180HasItIsRefusedWithItsLine(String text, String sentence) {
        String file = text.replace("\\n", "\n").replace("\\r", "\r");

        assertThatThrownBy(() -> read(file))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void aRecordHasItsLimit() throws IOException {
        read("a\n" + "b".repeat(4_095) + "\n");
        assertThatThrownBy(() -> read("a\n" + "b".repeat(4_096) + "\n"))
                .hasMessage("line 2 has more than 4096 octets");
        assertThatThrownBy(() -> read("a\n\"" + "b".repeat(10_000)))
                .hasMessage("line 2 has more than 4096 octets");
        assertThatThrownBy(() -> read(",".repeat(64))).hasMessage("line 1 has more than 64 fields");
    }

    @Test
    void whatIsNotUtf8IsRefusedWithItsLine() {
        assertThatThrownBy(() -> read("a\nü\n", StandardCharsets.ISO_8859_1))
                .hasMessage("line 2 is not UTF-8");
        assertThatThrownBy(() -> read("\u00EF", StandardCharsets.ISO_8859_1))
                .hasMessage("line 1 is not UTF-8");
    }
}
