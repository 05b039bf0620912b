package org.portlease.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/**
 * An invoice or a credit note as it was issued.
 *
 * @param number unique, and without gaps in its series
 * @param dueOn by when it is to be paid; of a credit note the day of its issue
 * @param contract the contract's virtual identifier: the buyer knows it by that
 * @param period what is billed
 * @param net the sum of the lines
 * @param tax the sum of the taxes
 * @param total net and tax together: what is to be paid, or is given back
 * @param corrects the invoice that a credit note takes back from
 */
public record InvoiceDocument(
        DocumentKind kind,
        String number,
        LocalDate issuedOn,
        LocalDate dueOn,
        Currency currency,
        Party seller,
        Party buyer,
        String contract,
        DocumentPeriod period,
        List<DocumentLine> lines,
        List<TaxTotal> taxes,
        BigDecimal net,
        BigDecimal tax,
        BigDecimal total,
        Optional<Reference> corrects) {

    /** An invoice that was issued before. */
    public record Reference(String number, LocalDate issuedOn) {}

    public InvoiceDocument {
        lines = List.copyOf(lines);
        taxes = List.copyOf(taxes);
    }
}
