package org.portlease.billing;

import jakarta.persistence.EntityManager;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.portlease.contract.Contract;
import org.portlease.invoice.DocumentLine;
import org.portlease.invoice.DocumentPeriod;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.Party;
import org.portlease.invoice.PartyJson;

/** Issued invoices and credit notes as documents, to be exported. One transaction's. */
public final class InvoiceDocuments {

    private final EntityManager entities;

    public InvoiceDocuments(EntityManager entities) {
        this.entities = entities;
    }

    /**
     * An invoice as it was issued.
     *
     * @throws BillingRefusedException where it is a draft, or names no seller or no buyer, since
     *     nobody had said who that is
     */
    public InvoiceDocument of(Invoice invoice) {
        if (invoice.state() == Invoice.State.DRAFT) {
            throw new BillingRefusedException(
                    "only an issued invoice is a document, but this is a draft");
        }
        String number = invoice.number().orElseThrow();
        LocalDate issuedOn = invoice.issuedOn().orElseThrow();
        InvoiceDraft sums = sums(invoice);
        return new InvoiceDocument(
                invoice.kind(),
                number,
                issuedOn,
                invoice.dueOn().orElse(issuedOn),
                invoice.currency(),
                party(invoice.seller(), number, "who sells (seller)"),
                party(invoice.buyer(), number, "who buys (the provider's party)"),
                entities.find(Contract.class, invoice.contractId())
                        .virtualSubscriber()
                        .identifier(),
                period(invoice.periodId()),
                invoice.lines().stream().map(line -> line(invoice, line)).toList(),
                sums.taxes(),
                invoice.net(),
                invoice.tax(),
                invoice.total(),
                invoice.correctsId().stream()
                        .mapToObj(id -> entities.find(Invoice.class, id).reference())
                        .findFirst());
    }

    private static InvoiceDraft sums(Invoice invoice) {
        List<LineDraft> lines =
                invoice.lines().stream()
                        .map(
                                line ->
                                        new LineDraft(
                                                line.kind(),
                                                line.usedPeriodId(),
                                                line.entry(),
                                                line.text(),
                                                line.quantity(),
                                                line.amount(),
                                                line.tax()))
                        .toList();
        return new InvoiceDraft(invoice.currency(), lines);
    }

    private static Party party(Optional<String> json, String number, String who) {
        return json.map(PartyJson::read)
                .orElseThrow(
                        () ->
                                new BillingRefusedException(
                                        "when the invoice "
                                                + number
                                                + " was issued, nobody had said "
                                                + who));
    }

    private DocumentLine line(Invoice invoice, InvoiceLine line) {
        return new DocumentLine(
                line.number(),
                line.text(),
                line.quantity().stripTrailingZeros(),
                line.unit(),
                line.amount(),
                line.tax(),
                line.usedPeriodId() == invoice.periodId()
                        ? Optional.empty()
                        : Optional.of(period(line.usedPeriodId())));
    }

    private DocumentPeriod period(long id) {
        return entities.find(BillingPeriod.class, id).document();
    }
}
