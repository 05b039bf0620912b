package org.portlease.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.portlease.invoice.DocumentKind;
import org.portlease.invoice.DocumentLine;
import org.portlease.invoice.DocumentPeriod;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.LineUnit;
import org.portlease.invoice.Party;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;
import org.portlease.invoice.TaxTotal;

/** A document in the making: its sums follow from its lines. */
final class Draft {

    static final Tax NINETEEN = new Tax(TaxCategory.STANDARD, new BigDecimal("19"), null);
    static final Tax ZERO = new Tax(TaxCategory.ZERO, BigDecimal.ZERO, null);
    static final Tax EXEMPT = new Tax(TaxCategory.EXEMPT, BigDecimal.ZERO, "Small business");
    static final Tax REVERSE =
            new Tax(TaxCategory.REVERSE_CHARGE, BigDecimal.ZERO, "Reverse charge");

    static final DocumentPeriod JANUARY = month(2026, 1);
    static final DocumentPeriod FEBRUARY = month(2026, 2);

    static final Party SELLER =
            new Party(
                    "Master Access GmbH",
                    "HRB 12345",
                    "DE123456789",
                    "Hauptstraße 1",
                    "Berlin",
                    "10115",
                    "DE",
                    "billing@msp.example");
    static final Party BUYER =
            new Party(
                    "North Internet SAS",
                    null,
                    "FR12345678901",
                    null,
                    "Lille",
                    "59000",
                    "FR",
                    "accounts@north.example");

    DocumentKind kind = DocumentKind.INVOICE;
    String number = "2026-0017";
    Currency currency = Currency.getInstance("EUR");
    Party seller = SELLER;
    Party buyer = BUYER;
    String contract = "north@virtual.msp.example";
    DocumentPeriod period = FEBRUARY;
    Optional<InvoiceDocument.Reference> corrects = Optional.empty();
    final List<DocumentLine> lines = new ArrayList<>();

    static DocumentPeriod month(int year, int month) {
        ZoneId zone = ZoneId.of("Europe/Berlin");
        LocalDate first = LocalDate.of(year, month, 1);
        return new DocumentPeriod(
                first.atStartOfDay(zone).toInstant(),
                first.plusMonths(1).atStartOfDay(zone).toInstant(),
                zone);
    }

    static Party party(Party like, String legalId, String vatId) {
        return new Party(
                like.name(),
                legalId.isEmpty() ? null : legalId,
                vatId.isEmpty() ? null : vatId,
                like.street(),
                like.city(),
                like.postcode(),
                like.country(),
                like.email());
    }

    Draft of(String currencyCode) {
        currency = Currency.getInstance(currencyCode);
        return this;
    }

    Draft from(Party seller) {
        this.seller = seller;
        return this;
    }

    Draft to(Party buyer) {
        this.buyer = buyer;
        return this;
    }

    Draft correcting(String invoice) {
        kind = DocumentKind.CREDIT_NOTE;
        number = "2026-0018";
        corrects = Optional.of(new InvoiceDocument.Reference(invoice, LocalDate.of(2026, 3, 2)));
        return this;
    }

    Draft line(String quantity, String amount, Tax tax) {
        return line("Connection time", quantity, LineUnit.SECOND, amount, tax, Optional.empty());
    }

    Draft late(String quantity, String amount, Tax tax, DocumentPeriod late) {
        return line("Connection time", quantity, LineUnit.SECOND, amount, tax, Optional.of(late));
    }

    Draft line(
            String text,
            String quantity,
            LineUnit unit,
            String amount,
            Tax tax,
            Optional<DocumentPeriod> late) {
        lines.add(
                new DocumentLine(
                        lines.size() + 1,
                        text,
                        new BigDecimal(quantity),
                        unit,
                        new BigDecimal(amount),
                        tax,
                        late));
        return this;
    }

    InvoiceDocument issue() {
        Map<Tax, BigDecimal> nets = new LinkedHashMap<>();
        lines.forEach(line -> nets.merge(line.tax(), line.amount(), BigDecimal::add));
        List<TaxTotal> taxes =
                nets.entrySet().stream().map(net -> total(net.getKey(), net.getValue())).toList();
        BigDecimal net = VatGroup.sum(lines.stream().map(DocumentLine::amount));
        BigDecimal tax = VatGroup.sum(taxes.stream().map(TaxTotal::amount));
        return new InvoiceDocument(
                kind,
                number,
                LocalDate.of(2026, 3, 2),
                LocalDate.of(2026, 3, kind == DocumentKind.INVOICE ? 16 : 2),
                currency,
                seller,
                buyer,
                contract,
                period,
                lines,
                taxes,
                net,
                tax,
                net.add(tax),
                corrects);
    }

    /** The document as UBL. */
    String ubl() {
        return ubl(issue());
    }

    static String ubl(InvoiceDocument document) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            UblWriter.write(document, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private TaxTotal total(Tax tax, BigDecimal net) {
        BigDecimal amount =
                net.multiply(tax.percent())
                        .movePointLeft(2)
                        .setScale(currency.getDefaultFractionDigits(), RoundingMode.HALF_EVEN);
        return new TaxTotal(tax, net, amount);
    }
}
