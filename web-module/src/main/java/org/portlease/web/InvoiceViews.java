package org.portlease.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.portlease.billing.Invoice;
import org.portlease.billing.InvoiceLine;
import org.portlease.billing.Invoices;
import org.portlease.billing.LineKind;
import org.portlease.billing.Payment;
import org.portlease.invoice.DocumentKind;
import org.portlease.invoice.LineUnit;

/** How invoices are shown. */
final class InvoiceViews {

    private InvoiceViews() {}

    /** In a list. */
    @Schema(name = "Invoice")
    public record View(
            @Schema(examples = "42") long id,
            @Schema(examples = "3") long contract,
            @Schema(examples = "7") long billingPeriod,
            @Schema(examples = "INVOICE", description = "Or CREDIT_NOTE") DocumentKind kind,
            @Schema(examples = "ISSUED", description = "DRAFT, ISSUED, SETTLED, CREDITED")
                    Invoice.State state,
            @Schema(examples = "2026-000001", description = "Absent while it is a draft")
                    @Nullable String number,
            @Schema(examples = "2026-02-01") @Nullable LocalDate issuedOn,
            @Schema(examples = "2026-03-03") @Nullable LocalDate dueOn,
            @Schema(examples = "EUR") String currency,
            @Schema(examples = "0.90") BigDecimal net,
            @Schema(examples = "0.17") BigDecimal tax,
            @Schema(examples = "1.07") BigDecimal total,
            @Schema(examples = "0.00", description = "Paid, or taken back by credit notes")
                    BigDecimal paid,
            @Schema(examples = "1.07", description = "Still to be paid") BigDecimal open,
            @Schema(examples = "41", description = "The invoice that a credit note takes back from")
                    @Nullable Long corrects,
            @Schema(examples = "error", description = "Why a credit note was written")
                    @Nullable String reason) {

        static View of(Invoice invoice) {
            Currency currency = invoice.currency();
            return new View(
                    invoice.id(),
                    invoice.contractId(),
                    invoice.periodId(),
                    invoice.kind(),
                    invoice.state(),
                    invoice.number().orElse(null),
                    invoice.issuedOn().orElse(null),
                    invoice.dueOn().orElse(null),
                    currency.getCurrencyCode(),
                    Asked.shown(invoice.net(), currency),
                    Asked.shown(invoice.tax(), currency),
                    Asked.shown(invoice.total(), currency),
                    Asked.shown(invoice.paid(), currency),
                    Asked.shown(invoice.open(), currency),
                    invoice.correctsId().isPresent() ? invoice.correctsId().getAsLong() : null,
                    invoice.reason().orElse(null));
        }
    }

    /** A line of it. */
    @Schema(name = "InvoiceLine")
    public record Line(
            @Schema(examples = "1") int number,
            @Schema(examples = "TIME") LineKind kind,
            @Schema(examples = "Time") String text,
            @Schema(examples = "5400") BigDecimal quantity,
            @Schema(examples = "SECOND") LineUnit unit,
            @Schema(examples = "0.90", description = "Net") BigDecimal amount,
            DraftView.TaxView tax,
            @Schema(examples = "7", description = "The period that it is of") long billingPeriod,
            @Schema(examples = "false", description = "Of a period that was closed before")
                    boolean late) {

        static Line of(InvoiceLine line, Invoice invoice) {
            return new Line(
                    line.number(),
                    line.kind(),
                    line.text(),
                    line.quantity().stripTrailingZeros(),
                    line.unit(),
                    Asked.shown(line.amount(), invoice.currency()),
                    DraftView.TaxView.of(line.tax()),
                    line.usedPeriodId(),
                    line.usedPeriodId() != invoice.periodId());
        }
    }

    /** What has settled it, or part of it. */
    @Schema(name = "Payment")
    public record Paid(
            @Schema(examples = "PAYMENT", description = "PAYMENT, CREDIT_NOTE, NETTING")
                    Payment.Kind kind,
            @Schema(examples = "1.07") BigDecimal amount,
            @Schema(examples = "2026-02-20T09:00:00Z") Instant at,
            @Schema(examples = "bank-2026-0077") String reference) {

        static Paid of(Payment payment, Currency currency) {
            return new Paid(
                    payment.kind(),
                    Asked.shown(payment.amount(), currency),
                    payment.at(),
                    payment.reference());
        }
    }

    /** By itself. */
    @Schema(name = "InvoiceWithLines")
    public record Whole(
            View invoice,
            List<Line> lines,
            @Schema(description = "The oldest first") List<Paid> payments,
            @Schema(description = "What takes it back, the oldest first") List<View> creditNotes) {

        static Whole of(Invoices.Entry entry) {
            Invoice invoice = entry.invoice();
            return new Whole(
                    View.of(invoice),
                    invoice.lines().stream().map(line -> Line.of(line, invoice)).toList(),
                    entry.payments().stream()
                            .map(payment -> Paid.of(payment, invoice.currency()))
                            .toList(),
                    entry.creditNotes().stream().map(View::of).toList());
        }
    }
}
