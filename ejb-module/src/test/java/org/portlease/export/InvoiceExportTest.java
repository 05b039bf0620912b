package org.portlease.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.portlease.export.Draft.EXEMPT;
import static org.portlease.export.Draft.NINETEEN;
import static org.portlease.export.Draft.ZERO;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.LineUnit;

/** JSON and CSV of many documents. */
class InvoiceExportTest {

    @Test
    void jsonIsAnArrayOfDocuments() {
        InvoiceDocument invoice = new Draft().line("1", "1", NINETEEN).issue();
        InvoiceDocument note = new Draft().correcting("2026-0017").line("1", "1", ZERO).issue();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        InvoiceJson.write(List.of(invoice, note).iterator(), out);

        var documents = Json.createReader(new ByteArrayInputStream(out.toByteArray())).readArray();
        assertThat(documents).hasSize(2);
        assertThat(documents.getJsonObject(0).get("corrects")).isEqualTo(JsonValue.NULL);
        assertThat(documents.getJsonObject(1).getString("kind")).isEqualTo("CREDIT_NOTE");
        assertThat(documents.getJsonObject(1).getJsonObject("corrects").getString("issuedOn"))
                .isEqualTo("2026-03-02");
        assertThat(documents.getJsonObject(1)).isEqualTo(json(note));
    }

    @Test
    void jsonAmountsHaveTheirCurrencysDecimals() {
        assertThat(text(new Draft().line("7.2E3", "1.2", NINETEEN)))
                .contains("\"quantity\":7200,", "\"amount\":1.20,", "\"tax\":0.23,")
                .contains("\"percent\":19,");
        assertThat(text(new Draft().of("JPY").line("1", "1E3", ZERO)))
                .contains("\"amount\":1000,", "\"total\":1000,");
        assertThat(text(new Draft().of("TND").line("1", "1.5", ZERO)))
                .contains("\"amount\":1.500,");
    }

    @Test
    void csvHasARowALine() throws IOException {
        InvoiceDocument document =
                new Draft()
                        .line("=\"a\"", "-1", LineUnit.PIECE, "-1", EXEMPT, Optional.empty())
                        .late("7200", "1.20", NINETEEN, Draft.JANUARY)
                        .issue();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        InvoiceCsv.write(List.of(document, document).iterator(), out);

        String[] rows = out.toString(StandardCharsets.UTF_8).split("\r\n", -1);
        assertThat(rows).hasSize(1 + 4 + 1);
        assertThat(rows[1])
                .contains(",\"'=\"\"a\"\"\",-1,PIECE,-1.00,EXEMPT,0,Small business,,")
                .startsWith("INVOICE,2026-0017,2026-03-02,2026-03-16,EUR,Master Access GmbH,");
        assertThat(rows[2]).endsWith(",STANDARD,19,,2026-01-01,2026-01-31").contains(",0.43,");
        assertThat(rows[4]).isEqualTo(rows[2]);
    }

    @Test
    void manyDocumentsAreNeverInMemoryAtOnce() throws IOException {
        Tally json = new Tally();
        InvoiceJson.write(many(json), json);
        Tally csv = new Tally();
        InvoiceCsv.write(many(csv), csv);
        assertThat(List.of(json, csv)).noneMatch(tally -> tally.isClosed);
    }

    /** Documents, each asked for when those before it are on their way. */
    private static Iterator<InvoiceDocument> many(Tally out) {
        InvoiceDocument document = new Draft().line("1", "1", NINETEEN).issue();
        int least = 200;
        int buffered = 100_000;
        return new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                return given < 10_000;
            }

            @Override
            public InvoiceDocument next() {
                assertThat(out.written).isGreaterThanOrEqualTo((long) given * least - buffered);
                given++;
                return document;
            }
        };
    }

    private static String text(Draft draft) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InvoiceJson.write(draft.issue(), out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static JsonObject json(InvoiceDocument document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        InvoiceJson.write(document, out);
        return Json.createReader(new ByteArrayInputStream(out.toByteArray())).readObject();
    }

    /** Counts and forgets. */
    private static final class Tally extends OutputStream {

        private long written;
        private boolean isClosed;

        @Override
        public void write(int octet) {
            written++;
        }

        @Override
        public void write(byte[] octets, int offset, int length) {
            written += length;
        }

        @Override
        public void close() {
            isClosed = true;
        }
    }
}
