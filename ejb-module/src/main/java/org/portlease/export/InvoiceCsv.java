package org.portlease.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.DocumentLine;
import org.portlease.invoice.DocumentPeriod;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.Party;

/** Writes documents as CSV in UTF-8: a row for each line, with its document's fields in each. */
public final class InvoiceCsv {

    private static final List<String> HEADER =
            List.of(
                    "kind",
                    "number",
                    "issuedOn",
                    "dueOn",
                    "currency",
                    "sellerName",
                    "sellerLegalId",
                    "sellerVatId",
                    "buyerName",
                    "buyerLegalId",
                    "buyerVatId",
                    "contract",
                    "periodFirstDay",
                    "periodLastDay",
                    "documentNet",
                    "documentTax",
                    "documentTotal",
                    "correctsNumber",
                    "correctsIssuedOn",
                    "line",
                    "text",
                    "quantity",
                    "unit",
                    "amount",
                    "taxCategory",
                    "taxPercent",
                    "taxReason",
                    "lateFirstDay",
                    "lateLastDay");

    private InvoiceCsv() {}

    /**
     * @param documents each is asked for when those before it are written
     * @param out is flushed at the end, and stays open
     */
    public static void write(Iterator<InvoiceDocument> documents, OutputStream out)
            throws IOException {
        CsvWriter csv = new CsvWriter(out);
        HEADER.forEach(csv::text);
        csv.end();
        while (documents.hasNext()) {
            InvoiceDocument document = documents.next();
            for (DocumentLine line : document.lines()) {
                document(csv, document);
                line(csv, document, line);
                csv.end();
            }
        }
        out.flush();
    }

    private static void document(CsvWriter row, InvoiceDocument document) {
        row.text(document.kind().name())
                .text(document.number())
                .date(document.issuedOn())
                .date(document.dueOn())
                .text(document.currency().getCurrencyCode());
        party(row, document.seller());
        party(row, document.buyer());
        row.text(document.contract());
        period(row, document.period());
        row.number(Figures.amount(document.net(), document.currency()))
                .number(Figures.amount(document.tax(), document.currency()))
                .number(Figures.amount(document.total(), document.currency()))
                .text(document.corrects().map(InvoiceDocument.Reference::number).orElse(null))
                .date(document.corrects().map(InvoiceDocument.Reference::issuedOn).orElse(null));
    }

    private static void party(CsvWriter row, Party party) {
        row.text(party.name()).text(party.legalId()).text(party.vatId());
    }

    private static void line(CsvWriter row, InvoiceDocument document, DocumentLine line) {
        row.number(line.number())
                .text(line.text())
                .number(Figures.quantity(line.quantity()))
                .text(line.unit().name())
                .number(Figures.amount(line.amount(), document.currency()))
                .text(line.tax().category().name())
                .number(Figures.quantity(line.tax().percent()))
                .text(line.tax().reason());
        period(row, line.late().orElse(null));
    }

    private static void period(CsvWriter row, @Nullable DocumentPeriod period) {
        row.date(period == null ? null : period.firstDay())
                .date(period == null ? null : period.lastDay());
    }
}
