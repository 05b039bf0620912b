package org.portlease.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkReaderTest {

    record Form(@Nullable String name, @Nullable Integer ports, @Nullable Boolean active) {}

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<BulkRow> csv(String text) throws IOException {
        return BulkReader.csv(body(text), Form.class);
    }

    private static int statusOfCsv(String text) {
        ProblemException thrown = catchThrowableOfType(ProblemException.class, () -> csv(text));
        assertThat(thrown).as(text).isNotNull();
        return thrown.problem().status();
    }

    @Test
    void aCellIsReadAsItsFieldsTypeAndAnEmptyOneIsAbsent() throws IOException {
        List<BulkRow> rows = csv("name,ports,active\n\"a,b\",5,true\n7,,\nc,many,yes\n");

        assertThat(rows).extracting(BulkRow::place).containsExactly("line 2", "line 3", "line 4");
        assertThat(rows.get(0).fields().toString())
                .isEqualTo("{\"name\":\"a,b\",\"ports\":5,\"active\":true}");
        assertThat(rows.get(1).fields().toString()).isEqualTo("{\"name\":\"7\"}");
        assertThat(rows.get(2).fields().get("ports").isTextual()).isTrue();
        assertThat(rows.get(2).field("ports")).isEqualTo("line 4, ports");
    }

    @Test
    void whatIsNoCsvOrHasUnknownColumnsIsRefused() {
        assertThat(statusOfCsv("")).isEqualTo(400);
        assertThat(statusOfCsv("name\n\"a\n")).isEqualTo(400);
        assertThat(statusOfCsv("name,ports\na\n")).isEqualTo(400);
        assertThat(statusOfCsv("name,colour\na,b\n")).isEqualTo(422);
        assertThat(statusOfCsv("name,name\na,b\n")).isEqualTo(422);
        assertThat(statusOfCsv("name\n" + "a\n".repeat(BulkReader.MOST_ROWS + 1))).isEqualTo(413);
    }

    @Test
    void aListOfObjectsIsReadInItsOrder() throws IOException {
        List<BulkRow> rows = BulkReader.json(body("[{\"name\":\"a\"},{\"name\":\"b\"}]"));

        assertThat(rows).extracting(BulkRow::place).containsExactly("[0]", "[1]");
        assertThat(rows.get(1).fields().get("name").asText()).isEqualTo("b");
        assertThat(rows.get(1).field("name")).isEqualTo("[1].name");
        assertThat(BulkReader.json(body("[]"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "{\"a\":1} {\"a\":2}",
                "[] []",
                "[]x",
                "[1]",
                "[{\"a\":1",
                "nothing",
                "[{\"a\":1,\"a\":2}]",
                "7"
            })
    void whatIsNoListOfObjectsIsRefused(String text) {
        ProblemException thrown =
                catchThrowableOfType(ProblemException.class, () -> BulkReader.json(body(text)));

        assertThat(thrown).as(text).isNotNull();
        assertThat(thrown.problem().status()).isEqualTo(400);
    }
}
