package org.portlease.export;

import jakarta.json.Json;
import jakarta.json.stream.JsonGenerator;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Currency;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.DocumentLine;
import org.portlease.invoice.DocumentPeriod;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.Party;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxTotal;

/**
 * Writes documents as JSON in UTF-8. All fields are always there, null where a document has none.
 * Amounts are numbers with the currency's decimals. Where the stream fails, a JsonException says
 * so.
 */
public final class InvoiceJson {

    private final JsonGenerator json;

    private InvoiceJson(JsonGenerator json) {
        this.json = json;
    }

    /**
     * An array of documents.
     *
     * @param documents each is asked for when those before it are written
     * @param out is flushed at the end, and stays open
     */
    public static void write(Iterator<InvoiceDocument> documents, OutputStream out) {
        try (JsonGenerator json = generator(out)) {
            InvoiceJson writer = new InvoiceJson(json);
            json.writeStartArray();
            while (documents.hasNext()) {
                json.writeStartObject();
                writer.document(documents.next());
                json.writeEnd();
            }
            json.writeEnd();
        }
    }

    /**
     * One document, as an object.
     *
     * @param out is flushed at the end, and stays open
     */
    public static void write(InvoiceDocument document, OutputStream out) {
        try (JsonGenerator json = generator(out)) {
            json.writeStartObject();
            new InvoiceJson(json).document(document);
            json.writeEnd();
        }
    }

    private static JsonGenerator generator(OutputStream out) {
        return Json.createGenerator(
                new LeftOpen(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
    }

    private void document(InvoiceDocument document) {
        Currency currency = document.currency();
        json.write("kind", document.kind().name());
        json.write("number", document.number());
        json.write("issuedOn", document.issuedOn().toString());
        json.write("dueOn", document.dueOn().toString());
        json.write("currency", currency.getCurrencyCode());
        party("seller", document.seller());
        party("buyer", document.buyer());
        json.write("contract", document.contract());
        period("period", document.period());
        json.writeStartArray("lines");
        document.lines().forEach(line -> line(line, currency));
        json.writeEnd();
        json.writeStartArray("taxes");
        document.taxes().forEach(total -> taxTotal(total, currency));
        json.writeEnd();
        amount("net", document.net(), currency);
        amount("tax", document.tax(), currency);
        amount("total", document.total(), currency);
        document.corrects().ifPresentOrElse(this::corrects, () -> json.writeNull("corrects"));
    }

    private void party(String name, Party party) {
        json.writeStartObject(name);
        json.write("name", party.name());
        text("legalId", party.legalId());
        text("vatId", party.vatId());
        text("street", party.street());
        json.write("city", party.city());
        text("postcode", party.postcode());
        json.write("country", party.country());
        text("email", party.email());
        json.writeEnd();
    }

    private void period(String name, DocumentPeriod period) {
        json.writeStartObject(name);
        json.write("firstDay", period.firstDay().toString());
        json.write("lastDay", period.lastDay().toString());
        json.write("from", time(period.from(), period.zone()));
        json.write("until", time(period.until(), period.zone()));
        json.write("zone", period.zone().getId());
        json.writeEnd();
    }

    private static String time(Instant instant, ZoneId zone) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(instant.atZone(zone));
    }

    private void line(DocumentLine line, Currency currency) {
        json.writeStartObject();
        json.write("number", line.number());
        json.write("text", line.text());
        json.write("quantity", Figures.quantity(line.quantity()));
        json.write("unit", line.unit().name());
        amount("amount", line.amount(), currency);
        tax(line.tax());
        line.late().ifPresentOrElse(late -> period("late", late), () -> json.writeNull("late"));
        json.writeEnd();
    }

    private void taxTotal(TaxTotal total, Currency currency) {
        json.writeStartObject();
        tax(total.tax());
        amount("net", total.net(), currency);
        amount("amount", total.amount(), currency);
        json.writeEnd();
    }

    private void tax(Tax tax) {
        json.writeStartObject("tax");
        json.write("category", tax.category().name());
        json.write("percent", Figures.quantity(tax.percent()));
        text("reason", tax.reason());
        json.writeEnd();
    }

    private void corrects(InvoiceDocument.Reference invoice) {
        json.writeStartObject("corrects");
        json.write("number", invoice.number());
        json.write("issuedOn", invoice.issuedOn().toString());
        json.writeEnd();
    }

    private void amount(String name, BigDecimal amount, Currency currency) {
        json.write(name, Figures.amount(amount, currency));
    }

    private void text(String name, @Nullable String text) {
        if (text == null) {
            json.writeNull(name);
        } else {
            json.write(name, text);
        }
    }

    /** A generator has to be closed, and closes what it writes to; that is our caller's. */
    private static final class LeftOpen extends FilterWriter {

        LeftOpen(Writer out) {
            super(out);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
