package org.portlease.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.portlease.export.Draft.BUYER;
import static org.portlease.export.Draft.EXEMPT;
import static org.portlease.export.Draft.FEBRUARY;
import static org.portlease.export.Draft.JANUARY;
import static org.portlease.export.Draft.NINETEEN;
import static org.portlease.export.Draft.REVERSE;
import static org.portlease.export.Draft.SELLER;
import static org.portlease.export.Draft.ZERO;
import static org.portlease.export.Draft.party;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.invoice.DocumentPeriod;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.LineUnit;
import org.portlease.invoice.Party;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;

class UblWriterTest {

    @Test
    void anInvoiceConforms() {
        String xml =
                new Draft()
                        .line("7200", "1.20", NINETEEN)
                        .line("Ports", "4", LineUnit.PIECE, "40", NINETEEN, Optional.empty())
                        .line("Traffic", "1.5", LineUnit.GIGABYTE, "0.03", ZERO, Optional.empty())
                        .ubl();

        En16931.assertValid(xml);
        assertThat(xml)
                .contains("<cbc:InvoiceTypeCode>380<", "<cbc:DueDate>2026-03-16<")
                .contains("<cbc:BuyerReference>north@virtual.msp.example<")
                .contains("<cbc:TaxAmount currencyID=\"EUR\">7.83<")
                .contains("<cbc:PayableAmount currencyID=\"EUR\">49.06<")
                .contains("<cbc:InvoicedQuantity unitCode=\"E34\">1.5<")
                .contains("<cbc:EndpointID schemeID=\"EM\">accounts@north.example<");
    }

    static Stream<Tax> taxes() {
        return Stream.of(
                NINETEEN,
                new Tax(TaxCategory.STANDARD, new BigDecimal("10"), "Reduced"),
                ZERO,
                EXEMPT,
                REVERSE,
                Tax.NONE);
    }

    @ParameterizedTest
    @MethodSource("taxes")
    void anInvoiceOfEachCategoryConforms(Tax tax) {
        En16931.assertValid(new Draft().line("7200", "1.20", tax).ubl());
        En16931.assertValid(new Draft().correcting("2026-0017").line("7200", "1.20", tax).ubl());
    }

    @Test
    void whatIsNotSubjectToVatNamesNoVatIds() {
        String xml = new Draft().line("7200", "1.20", Tax.NONE).ubl();

        assertThat(xml)
                .doesNotContain("DE123456789", "FR12345678901", "Percent")
                .contains("<cbc:TaxExemptionReason>Not subject to VAT<");
    }

    @Test
    void categoriesOfADocumentMayDiffer() {
        En16931.assertValid(
                new Draft()
                        .line("1", "1.20", NINETEEN)
                        .line("1", "3.40", ZERO)
                        .line("1", "5.60", EXEMPT)
                        .line("1", "7.80", REVERSE)
                        .ubl());
    }

    @Test
    void twoReasonsOfOneCategoryAreOneGroup() {
        Tax other = new Tax(TaxCategory.EXEMPT, BigDecimal.ZERO, "Article 135");
        String xml = new Draft().line("1", "1.20", EXEMPT).line("1", "3.40", other).ubl();

        En16931.assertValid(xml);
        assertThat(xml)
                .containsOnlyOnce("<cac:TaxSubtotal>")
                .contains("<cbc:TaxExemptionReason>Small business; Article 135<");
    }

    @Test
    void aLateLineSaysWhatItIsOf() {
        String xml = new Draft().late("7200", "1.20", NINETEEN, JANUARY).ubl();

        En16931.assertValid(xml);
        assertThat(xml)
                .contains("<cbc:StartDate>2026-01-01<", "<cbc:EndDate>2026-01-31<")
                .contains("<cbc:Name>Connection time<");
    }

    @Test
    void aLineThatTakesBackHasANegativeQuantityAndAPriceThatIsNot() {
        String xml =
                new Draft().line("7200", "1.20", NINETEEN).line("-60", "-0.01", NINETEEN).ubl();

        En16931.assertValid(xml);
        assertThat(xml)
                .contains("<cbc:InvoicedQuantity unitCode=\"SEC\">-60<")
                .contains("<cbc:LineExtensionAmount currencyID=\"EUR\">-0.01<")
                .contains("<cbc:PriceAmount currencyID=\"EUR\">0.01<")
                .contains("<cbc:BaseQuantity unitCode=\"SEC\">60<");
    }

    @Test
    void anInvoiceMayBeNegative() {
        String xml = new Draft().line("-7200", "-1.20", NINETEEN).ubl();

        En16931.assertValid(xml);
        assertThat(xml).contains("<cbc:PayableAmount currencyID=\"EUR\">-1.43<");
    }

    @Test
    void anAmountWithoutAQuantityIsThePriceOfOnePiece() {
        String xml =
                new Draft()
                        .line("0", "5", NINETEEN)
                        .line("0", "-2", NINETEEN)
                        .line("0", "0", NINETEEN)
                        .line("3600", "0", NINETEEN)
                        .line("3600", "-1", NINETEEN)
                        .ubl();

        En16931.assertValid(xml);
        assertThat(quantities(xml))
                .containsExactly("1 C62", "-1 C62", "0 SEC", "3600 SEC", "-3600 SEC");
    }

    @Test
    void aCreditNoteNamesItsInvoiceAndAsksForNothing() {
        String xml = new Draft().correcting("2026-0017").line("7200", "1.20", NINETEEN).ubl();

        En16931.assertValid(xml);
        assertThat(xml)
                .contains("<cbc:CreditNoteTypeCode>381<", "<cbc:ID>2026-0017<")
                .contains("<cbc:Note>Credited on 2026-03-02; nothing is to be paid.<")
                .doesNotContain("DueDate");
    }

    @Test
    void yenHaveNoDecimals() {
        String xml = new Draft().of("JPY").line("7200", "1205", NINETEEN).ubl();

        En16931.assertValid(xml);
        assertThat(xml)
                .contains("<cbc:TaxAmount currencyID=\"JPY\">229<")
                .contains("<cbc:PayableAmount currencyID=\"JPY\">1434<");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TND", "KWD"})
    void aThousandthThatTheNormCannotSayIsRefusedAndNotRounded(String currency) {
        String xml = new Draft().of(currency).line("7200", "1.200", ZERO).ubl();
        En16931.assertValid(xml);
        assertThat(xml).contains(">1.20<");

        InvoiceDocument document = new Draft().of(currency).line("7200", "1.205", ZERO).issue();
        assertThat(UblWriter.missing(document))
                .contains(
                        "line 1's amount must have at most 2 decimals, but is 1.205 "
                                + currency
                                + " (BR-DEC-23)");
    }

    @Test
    void aTextIsWrittenWhateverItHolds() {
        String text = "<a & \"b\"> \u0000\u001b\uD800 \uD83D\uDE00 ä";
        String xml = new Draft().line(text, "1", LineUnit.PIECE, "1", ZERO, Optional.empty()).ubl();

        En16931.assertValid(xml);
        assertThat(En16931.parse(xml).getElementsByTagName("cbc:Name").item(0).getTextContent())
                .isEqualTo("<a & \"b\"> \uFFFD\uFFFD\uFFFD \uD83D\uDE00 ä");
    }

    @Test
    void everyCountryIsOneOfTheNorm() {
        for (String country : Locale.getISOCountries()) {
            Party buyer = new Party("Buyer", null, "", null, "City", null, country, null);
            En16931.assertValid(new Draft().to(buyer).line("1", "1", NINETEEN).ubl());
        }
    }

    @Test
    void whatIsMissingIsToldBeforeAnythingIsWritten() {
        InvoiceDocument document =
                new Draft().from(party(SELLER, "HRB 1", "")).line("1", "1", NINETEEN).issue();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThatThrownBy(() -> UblWriter.write(document, out))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "2026-0017 cannot be UBL: the seller has no VAT id: it needs one for"
                                + " lines of category STANDARD (BR-S-02)");
        assertThat(out.size()).isZero();
    }

    @Test
    void eachCategoryNeedsItsIds() {
        Party without = party(SELLER, "", "");
        for (Tax tax : List.of(NINETEEN, ZERO, EXEMPT, REVERSE)) {
            assertThat(missing(new Draft().from(without).line("1", "1", tax)))
                    .contains("the seller has no VAT id", tax.category().code() + "-02");
        }
        assertThat(missing(new Draft().from(without).line("1", "1", Tax.NONE)))
                .contains("the seller has no legal id");
        assertThat(missing(new Draft().to(party(BUYER, "1", " ")).line("1", "1", REVERSE)))
                .contains("the buyer has no VAT id");
        assertThat(missing(new Draft().to(party(BUYER, "", "1234")).line("1", "1", NINETEEN)))
                .contains("the buyer's VAT id must begin with", "begins with '12'");
        assertThat(missing(new Draft().line("1", "1", Tax.NONE).line("1", "1", ZERO)))
                .contains("what is not subject to VAT needs a document of its own");
    }

    @Test
    void whatADocumentLacksIsNamed() {
        Draft draft = new Draft();
        draft.number = "";
        draft.contract = " ";
        draft.period = new DocumentPeriod(FEBRUARY.from(), JANUARY.from(), JANUARY.zone());
        assertThat(missing(draft)).contains("no number", "buyer reference", "no lines", "BR-29");
        assertThat(missing(new Draft().correcting("").line("1", "1", ZERO)))
                .isEqualTo("the corrected invoice has no number (BR-55)");
        assertThat(missing(new Draft().of("XXX").line("1", "1", ZERO)))
                .isEqualTo("XXX is no currency to pay in");
        assertThat(missing(new Draft().line("", "1", LineUnit.PIECE, "1", ZERO, Optional.empty())))
                .isEqualTo("line 1 has no text (BR-25)");
    }

    @Test
    void sumsThatAreNoneAreRefused() {
        InvoiceDocument right = new Draft().line("1", "10", NINETEEN).issue();
        InvoiceDocument wrong =
                new InvoiceDocument(
                        right.kind(),
                        right.number(),
                        right.issuedOn(),
                        right.dueOn(),
                        right.currency(),
                        right.seller(),
                        right.buyer(),
                        right.contract(),
                        right.period(),
                        right.lines(),
                        List.of(),
                        right.net().add(BigDecimal.ONE),
                        right.tax(),
                        right.total(),
                        right.corrects());

        assertThat(UblWriter.missing(wrong))
                .containsExactly(
                        "there is no sum of the lines of category STANDARD (BR-CO-18)",
                        "the net amount must be 10, but is 11 (BR-CO-10)",
                        "the tax must be 0, but is 1.90 (BR-CO-14)",
                        "the total must be 12.90, but is 11.90 (BR-CO-15)");
    }

    private static String missing(Draft draft) {
        return String.join("; ", UblWriter.missing(draft.issue()));
    }

    private static List<String> quantities(String xml) {
        var found = En16931.parse(xml).getElementsByTagName("cbc:InvoicedQuantity");
        return Stream.iterate(0, i -> i < found.getLength(), i -> i + 1)
                .map(found::item)
                .map(
                        quantity ->
                                quantity.getTextContent()
                                        + " "
                                        + quantity.getAttributes()
                                                .getNamedItem("unitCode")
                                                .getNodeValue())
                .toList();
    }
}
