package org.portlease.export;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.LineUnit;

/** What docs/invoices-export.md shows is what is written. */
class ExportDocumentationTest {

    private static final Path PAGE = Path.of("..", "docs", "invoices-export.md");

    private static final InvoiceDocument EXAMPLE =
            new Draft()
                    .line("Ports", "40", LineUnit.PIECE, "400", Draft.NINETEEN, Optional.empty())
                    .late("-7200", "-1.20", Draft.NINETEEN, Draft.JANUARY)
                    .issue();

    @Test
    void theUblIsWhatIsWrittenAndConforms() throws IOException {
        String shown = block("xml");

        assertThat(shown).isEqualTo(Draft.ubl(EXAMPLE));
        En16931.assertValid(shown);
    }

    @Test
    void theJsonIsWhatIsWritten() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InvoiceJson.write(EXAMPLE, out);

        assertThat(object(block("json"))).isEqualTo(object(out.toString(StandardCharsets.UTF_8)));
    }

    @Test
    void theCsvIsWhatIsWritten() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InvoiceCsv.write(List.of(EXAMPLE).iterator(), out);

        assertThat(block("csv").replace("\n", "\r\n"))
                .isEqualTo(out.toString(StandardCharsets.UTF_8));
    }

    private static JsonObject object(String json) {
        return Json.createReader(new StringReader(json)).readObject();
    }

    /** The page's only block of that language. */
    private static String block(String language) throws IOException {
        String[] parts = Files.readString(PAGE).split("```" + language + "\n", -1);
        assertThat(parts).as("blocks of %s", language).hasSize(2);
        return parts[1].substring(0, parts[1].indexOf("```"));
    }
}
