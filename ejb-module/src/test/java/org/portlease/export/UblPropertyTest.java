package org.portlease.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.portlease.invoice.DocumentKind;
import org.portlease.invoice.DocumentLine;
import org.portlease.invoice.DocumentPeriod;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.LineUnit;
import org.portlease.invoice.Party;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Whatever document is asked for: what lacks nothing conforms. */
class UblPropertyTest {

    private static final List<Tax> TAXES =
            List.of(
                    Draft.NINETEEN,
                    new Tax(TaxCategory.STANDARD, new BigDecimal("8.1"), null),
                    new Tax(TaxCategory.STANDARD, new BigDecimal("100"), "All of it"),
                    Draft.ZERO,
                    Draft.EXEMPT,
                    new Tax(TaxCategory.EXEMPT, BigDecimal.ZERO, "Article 135"),
                    Draft.REVERSE);

    @Property(tries = 200, shrinking = ShrinkingMode.BOUNDED)
    void whatLacksNothingConforms(@ForAll("documents") InvoiceDocument document) {
        if (document.currency().getDefaultFractionDigits() > 2) {
            // the tax may come to thousandths, which the norm can't say
            assertThat(UblWriter.missing(document)).allMatch(lack -> lack.contains("BR-DEC-"));
            Assume.that(UblWriter.missing(document).isEmpty());
        }
        assertThat(UblWriter.missing(document)).isEmpty();

        String xml = Draft.ubl(document);

        En16931.assertValid(xml);
        assertThatPricesAreExact(En16931.parse(xml));
    }

    private static void assertThatPricesAreExact(Document xml) {
        for (String kind : List.of("Invoice", "CreditNote")) {
            var lines = xml.getElementsByTagName("cac:" + kind + "Line");
            for (int i = 0; i < lines.getLength(); i++) {
                Element line = (Element) lines.item(i);
                String quantity = kind.equals("Invoice") ? "Invoiced" : "Credited";
                assertThat(
                                number(line, quantity + "Quantity")
                                        .multiply(number(line, "PriceAmount")))
                        .isEqualByComparingTo(
                                number(line, "LineExtensionAmount")
                                        .multiply(number(line, "BaseQuantity")));
                assertThat(number(line, "PriceAmount")).isNotNegative();
                assertThat(number(line, "BaseQuantity")).isPositive();
            }
        }
    }

    private static BigDecimal number(Element line, String name) {
        return new BigDecimal(line.getElementsByTagName("cbc:" + name).item(0).getTextContent());
    }

    @Provide
    Arbitrary<InvoiceDocument> documents() {
        Arbitrary<Currency> currencies =
                Arbitraries.of("EUR", "USD", "JPY", "TND", "KWD").map(Currency::getInstance);
        Arbitrary<List<Tax>> taxes = Arbitraries.of(List.of(Tax.NONE), TAXES);
        return Combinators.combine(currencies, taxes)
                .flatAs(
                        (currency, of) ->
                                Combinators.combine(
                                                Arbitraries.of(DocumentKind.class),
                                                lines(currency, of)
                                                        .list()
                                                        .ofMinSize(1)
                                                        .ofMaxSize(9),
                                                parties(),
                                                parties(),
                                                texts(),
                                                periods(),
                                                Arbitraries.of(true, false))
                                        .as(
                                                (kind,
                                                        lines,
                                                        seller,
                                                        buyer,
                                                        number,
                                                        period,
                                                        names) -> {
                                                    Draft draft = new Draft();
                                                    if (names) {
                                                        draft.correcting(number);
                                                    }
                                                    draft.kind = kind;
                                                    draft.currency = currency;
                                                    draft.seller = seller;
                                                    draft.buyer = buyer;
                                                    draft.number = number;
                                                    draft.contract = number;
                                                    draft.period = period;
                                                    draft.lines.addAll(lines);
                                                    return draft.issue();
                                                }));
    }

    private static Arbitrary<DocumentLine> lines(Currency currency, List<Tax> taxes) {
        int digits = currency.getDefaultFractionDigits();
        int decimals = digits > 2 ? 0 : digits;
        Arbitrary<BigDecimal> amounts =
                Arbitraries.longs()
                        .between(-1_000_000_000_000L, 1_000_000_000_000L)
                        .map(units -> BigDecimal.valueOf(units, decimals))
                        .map(amount -> amount.setScale(digits));
        Arbitrary<BigDecimal> quantities =
                Combinators.combine(
                                Arbitraries.longs()
                                        .between(-1_000_000_000_000L, 1_000_000_000_000L),
                                Arbitraries.integers().between(-3, 9))
                        .as(BigDecimal::valueOf);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 9999),
                        texts(),
                        quantities,
                        Arbitraries.of(LineUnit.class),
                        amounts,
                        Arbitraries.of(taxes),
                        periods().optional())
                .as(DocumentLine::new);
    }

    private static Arbitrary<Party> parties() {
        return Combinators.combine(
                        names(),
                        names(),
                        Arbitraries.of("DE", "EL", "XI", "CH").flatMap(c -> names().map(c::concat)),
                        names().injectNull(0.3),
                        names(),
                        names().injectNull(0.3),
                        Arbitraries.of("DE", "GR", "GB", "CH"),
                        names().injectNull(0.3))
                .as(Party::new);
    }

    /** As parties may be named: without control characters. */
    private static Arbitrary<String> names() {
        return texts().map(text -> text.replaceAll("[\\x00-\\x1f\\x7f-\\x9f]", "-"));
    }

    /** Any characters at all, of which one is neither white nor out of XML's reach. */
    private static Arbitrary<String> texts() {
        return Arbitraries.strings().ofMaxLength(60).map(text -> text + "x");
    }

    private static Arbitrary<DocumentPeriod> periods() {
        return Combinators.combine(
                        Arbitraries.longs().between(0, 4_000_000_000L),
                        Arbitraries.longs().between(1, 100_000_000L),
                        Arbitraries.of("UTC", "Asia/Tokyo", "America/New_York").map(ZoneId::of))
                .as(
                        (from, seconds, zone) ->
                                new DocumentPeriod(
                                        Instant.ofEpochSecond(from),
                                        Instant.ofEpochSecond(from + seconds),
                                        zone));
    }
}
