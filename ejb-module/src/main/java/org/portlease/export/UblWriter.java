package org.portlease.export;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.DocumentKind;
import org.portlease.invoice.DocumentLine;
import org.portlease.invoice.DocumentPeriod;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.LineUnit;
import org.portlease.invoice.Party;
import org.portlease.invoice.TaxCategory;

/**
 * Writes a document as UBL 2.1 that conforms to EN 16931, the European norm of electronic invoices.
 * The order of the elements is the schema's.
 */
public final class UblWriter {

    private static final String NORM = "urn:cen.eu:en16931:2017";

    private final InvoiceDocument document;
    private final UblXml xml;
    private final boolean isInvoice;
    private final boolean isOutsideScope;

    private UblWriter(InvoiceDocument document, OutputStream out) throws XMLStreamException {
        this.document = document;
        xml = new UblXml(out);
        isInvoice = document.kind() == DocumentKind.INVOICE;
        isOutsideScope =
                document.lines().stream()
                        .anyMatch(line -> line.tax().category() == TaxCategory.OUTSIDE_SCOPE);
    }

    /** What the document lacks to conform, a sentence each; empty where it can be written. */
    public static List<String> missing(InvoiceDocument document) {
        return UblRequirements.missing(document);
    }

    /**
     * @param out gets XML in UTF-8, and stays open
     * @throws IllegalArgumentException before anything is written, where something is {@link
     *     #missing}
     */
    public static void write(InvoiceDocument document, OutputStream out) throws IOException {
        List<String> missing = missing(document);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    document.number() + " cannot be UBL: " + String.join("; ", missing));
        }
        try {
            new UblWriter(document, out).write();
        } catch (XMLStreamException e) {
            throw new IOException("could not write " + document.number() + " as UBL", e);
        }
    }

    private void write() throws XMLStreamException {
        String root = isInvoice ? "Invoice" : "CreditNote";
        xml.root(root);
        heading();
        period(document.period());
        corrected();
        party("AccountingSupplierParty", document.seller());
        party("AccountingCustomerParty", document.buyer());
        payment();
        taxes();
        totals();
        for (DocumentLine line : document.lines()) {
            line(line);
        }
        xml.finish(root);
    }

    private void heading() throws XMLStreamException {
        xml.leaf("CustomizationID", NORM);
        xml.leaf("ID", document.number());
        xml.leaf("IssueDate", document.issuedOn().toString());
        if (isInvoice) {
            xml.leaf("DueDate", document.dueOn().toString());
            xml.leaf("InvoiceTypeCode", "380");
        } else {
            xml.leaf("CreditNoteTypeCode", "381");
        }
        xml.leaf("DocumentCurrencyCode", document.currency().getCurrencyCode());
        xml.leaf("BuyerReference", document.contract());
    }

    private void period(DocumentPeriod period) throws XMLStreamException {
        xml.begin("InvoicePeriod");
        xml.leaf("StartDate", period.firstDay().toString());
        xml.leaf("EndDate", period.lastDay().toString());
        xml.end("InvoicePeriod");
    }

    private void corrected() throws XMLStreamException {
        Optional<InvoiceDocument.Reference> corrects = document.corrects();
        if (corrects.isPresent()) {
            xml.begin("BillingReference");
            xml.begin("InvoiceDocumentReference");
            xml.leaf("ID", corrects.get().number());
            xml.leaf("IssueDate", corrects.get().issuedOn().toString());
            xml.end("InvoiceDocumentReference");
            xml.end("BillingReference");
        }
    }

    private void party(String role, Party party) throws XMLStreamException {
        xml.begin(role);
        xml.begin("Party");
        String email = party.email();
        if (email != null && !email.isBlank()) {
            xml.leaf("EndpointID", email, "schemeID", "EM");
        }
        address(party);
        String vatId = party.vatId();
        if (vatId != null && !vatId.isBlank() && !isOutsideScope) {
            xml.begin("PartyTaxScheme");
            xml.leaf("CompanyID", vatId);
            vat();
            xml.end("PartyTaxScheme");
        }
        xml.begin("PartyLegalEntity");
        xml.leaf("RegistrationName", party.name());
        xml.leafIfPresent("CompanyID", party.legalId());
        xml.end("PartyLegalEntity");
        xml.end("Party");
        xml.end(role);
    }

    private void address(Party party) throws XMLStreamException {
        xml.begin("PostalAddress");
        xml.leafIfPresent("StreetName", party.street());
        xml.leaf("CityName", party.city());
        xml.leafIfPresent("PostalZone", party.postcode());
        xml.begin("Country");
        xml.leaf("IdentificationCode", party.country());
        xml.end("Country");
        xml.end("PostalAddress");
    }

    /** A credit note has no due date, but the norm asks for terms where an amount is due. */
    private void payment() throws XMLStreamException {
        if (!isInvoice && document.total().signum() > 0) {
            xml.begin("PaymentTerms");
            xml.leaf("Note", "Credited on " + document.issuedOn() + "; nothing is to be paid.");
            xml.end("PaymentTerms");
        }
    }

    private void taxes() throws XMLStreamException {
        xml.begin("TaxTotal");
        amount("TaxAmount", document.tax());
        for (VatGroup group : VatGroup.of(document)) {
            xml.begin("TaxSubtotal");
            amount("TaxableAmount", group.net());
            amount("TaxAmount", group.amount());
            category("TaxCategory", group.category(), group.percent(), group.reason());
            xml.end("TaxSubtotal");
        }
        xml.end("TaxTotal");
    }

    private void totals() throws XMLStreamException {
        xml.begin("LegalMonetaryTotal");
        amount("LineExtensionAmount", document.net());
        amount("TaxExclusiveAmount", document.net());
        amount("TaxInclusiveAmount", document.total());
        amount("PayableAmount", document.total());
        xml.end("LegalMonetaryTotal");
    }

    private void line(DocumentLine line) throws XMLStreamException {
        String group = isInvoice ? "InvoiceLine" : "CreditNoteLine";
        Price price = Price.of(line);
        String unit = price.unit().code();
        xml.begin(group);
        xml.leaf("ID", Integer.toString(line.number()));
        String quantity = isInvoice ? "InvoicedQuantity" : "CreditedQuantity";
        xml.leaf(quantity, price.quantity().toPlainString(), "unitCode", unit);
        amount("LineExtensionAmount", line.amount());
        if (line.late().isPresent()) {
            period(line.late().get());
        }
        xml.begin("Item");
        xml.leaf("Name", line.text());
        category("ClassifiedTaxCategory", line.tax().category(), line.tax().percent(), null);
        xml.end("Item");
        xml.begin("Price");
        amount("PriceAmount", line.amount().abs());
        xml.leaf("BaseQuantity", price.base().toPlainString(), "unitCode", unit);
        xml.end("Price");
        xml.end(group);
    }

    private void category(
            String group, TaxCategory category, BigDecimal percent, @Nullable String reason)
            throws XMLStreamException {
        xml.begin(group);
        xml.leaf("ID", category.code());
        if (category != TaxCategory.OUTSIDE_SCOPE) {
            xml.leaf("Percent", percent.toPlainString());
        }
        xml.leafIfPresent("TaxExemptionReason", reason);
        vat();
        xml.end(group);
    }

    private void vat() throws XMLStreamException {
        xml.begin("TaxScheme");
        xml.leaf("ID", "VAT");
        xml.end("TaxScheme");
    }

    private void amount(String name, BigDecimal amount) throws XMLStreamException {
        int digits = UblRequirements.decimals(document.currency());
        xml.leaf(
                name,
                amount.setScale(digits, RoundingMode.UNNECESSARY).toPlainString(),
                "currencyID",
                document.currency().getCurrencyCode());
    }

    /**
     * The line's whole amount as the price of its whole quantity: tiers and free amounts leave no
     * price of one unit, and a quotient would have to be rounded. A price is never negative, so the
     * quantity takes the amount's sign.
     */
    private record Price(BigDecimal quantity, BigDecimal base, LineUnit unit) {

        static Price of(DocumentLine line) {
            BigDecimal base = Figures.quantity(line.quantity().abs());
            int sign = line.amount().signum();
            if (base.signum() != 0) {
                BigDecimal quantity = sign == 0 ? line.quantity() : sign < 0 ? base.negate() : base;
                return new Price(Figures.quantity(quantity), base, line.unit());
            }
            return sign == 0
                    ? new Price(BigDecimal.ZERO, BigDecimal.ONE, line.unit())
                    : new Price(BigDecimal.valueOf(sign), BigDecimal.ONE, LineUnit.PIECE);
        }
    }
}
