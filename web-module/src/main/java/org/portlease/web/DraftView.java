package org.portlease.web;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.InvoiceDraft;
import org.portlease.billing.LineDraft;
import org.portlease.billing.LineKind;
import org.portlease.invoice.LineUnit;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;

/** What an invoice would be. */
@Schema(name = "InvoiceDraft")
public record DraftView(
        @Schema(examples = "EUR") String currency,
        @Schema(examples = "0.90") BigDecimal net,
        @Schema(examples = "0.17") BigDecimal tax,
        @Schema(examples = "1.07") BigDecimal total,
        List<Line> lines) {

    /** A line of it. */
    @Schema(name = "InvoiceDraftLine")
    public record Line(
            @Schema(examples = "TIME") LineKind kind,
            @Schema(examples = "Time") String text,
            @Schema(examples = "5400") BigDecimal quantity,
            @Schema(examples = "SECOND") LineUnit unit,
            @Schema(examples = "0.90", description = "Net") BigDecimal amount,
            TaxView tax) {

        static Line of(LineDraft line, Currency currency) {
            return new Line(
                    line.kind(),
                    line.text(),
                    line.quantity().stripTrailingZeros(),
                    line.kind().unit(),
                    Asked.shown(line.amount(), currency),
                    TaxView.of(line.tax()));
        }
    }

    /** A tax of a line. */
    @Schema(name = "LineTax")
    public record TaxView(
            @Schema(examples = "STANDARD") TaxCategory category,
            @Schema(examples = "19") BigDecimal percent,
            @Schema(examples = "Not subject to VAT", description = "Why there is none")
                    @Nullable String reason) {

        static TaxView of(Tax tax) {
            return new TaxView(tax.category(), tax.percent(), tax.reason());
        }
    }

    static DraftView of(InvoiceDraft draft) {
        Currency currency = draft.currency();
        return new DraftView(
                currency.getCurrencyCode(),
                Asked.shown(draft.net(), currency),
                Asked.shown(draft.tax(), currency),
                Asked.shown(draft.total(), currency),
                draft.lines().stream().map(line -> Line.of(line, currency)).toList());
    }
}
