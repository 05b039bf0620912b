package org.portlease.export;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.portlease.invoice.DocumentLine;
import org.portlease.invoice.DocumentPeriod;
import org.portlease.invoice.InvoiceDocument;
import org.portlease.invoice.Party;
import org.portlease.invoice.TaxCategory;

/**
 * What EN 16931 wants of a document that a document need not have. Each lack is a sentence with the
 * standard's rule.
 */
final class UblRequirements {

    /** EN 16931-1, 6.5.2, whatever the currency. */
    private static final int MOST_DECIMALS = 2;

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    /** Greece and Northern Ireland. */
    private static final Set<String> OTHER_VAT_PREFIXES = Set.of("EL", "XI");

    private final InvoiceDocument document;
    private final List<String> missing = new ArrayList<>();

    private UblRequirements(InvoiceDocument document) {
        this.document = document;
    }

    static List<String> missing(InvoiceDocument document) {
        UblRequirements requirements = new UblRequirements(document);
        requirements.texts();
        requirements.periods();
        requirements.categories();
        requirements.decimals();
        requirements.sums();
        return List.copyOf(requirements.missing);
    }

    /** How many decimals an amount is written with. */
    static int decimals(Currency currency) {
        return Math.max(0, Math.min(MOST_DECIMALS, currency.getDefaultFractionDigits()));
    }

    private void texts() {
        require(
                document.currency().getDefaultFractionDigits() >= 0,
                document.currency() + " is no currency to pay in");
        require(isPresent(document.number()), "the document has no number (BR-02)");
        require(isPresent(document.contract()), "the contract, its buyer reference, has no name");
        require(!document.lines().isEmpty(), "the document has no lines (BR-16)");
        for (DocumentLine line : document.lines()) {
            require(isPresent(line.text()), "line " + line.number() + " has no text (BR-25)");
        }
        document.corrects()
                .ifPresent(
                        invoice ->
                                require(
                                        isPresent(invoice.number()),
                                        "the corrected invoice has no number (BR-55)"));
    }

    private void periods() {
        period("the billing period", document.period(), "BR-29");
        for (DocumentLine line : document.lines()) {
            line.late().ifPresent(late -> period("line " + line.number() + "'s", late, "BR-30"));
        }
    }

    private void period(String whose, DocumentPeriod period, String rule) {
        require(
                !period.lastDay().isBefore(period.firstDay()),
                whose + " last day must not be before its first (" + rule + ")");
    }

    private void categories() {
        Set<TaxCategory> found = EnumSet.noneOf(TaxCategory.class);
        document.lines().forEach(line -> found.add(line.tax().category()));
        Party seller = document.seller();
        if (found.contains(TaxCategory.OUTSIDE_SCOPE)) {
            require(
                    isPresent(seller.legalId()),
                    "the seller has no legal id: it needs one where nothing is subject to VAT,"
                            + " since no VAT id may be written there (BR-CO-26, BR-O-02)");
            require(
                    found.size() == 1,
                    "what is not subject to VAT needs a document of its own, but there are"
                            + " lines of other categories too (BR-O-12)");
            return;
        }
        for (TaxCategory category : found) {
            require(
                    isPresent(seller.vatId()),
                    "the seller has no VAT id: it needs one for lines of category "
                            + category
                            + " (BR-"
                            + category.code()
                            + "-02)");
        }
        if (found.contains(TaxCategory.REVERSE_CHARGE)) {
            require(
                    isPresent(document.buyer().vatId()),
                    "the buyer has no VAT id: it needs one where it owes the VAT (BR-AE-02)");
        }
        vatPrefix("seller", seller.vatId());
        vatPrefix("buyer", document.buyer().vatId());
    }

    private void vatPrefix(String whose, @Nullable String vatId) {
        if (vatId == null || vatId.isBlank()) {
            return;
        }
        String prefix = vatId.substring(0, Math.min(2, vatId.length()));
        require(
                COUNTRIES.contains(prefix) || OTHER_VAT_PREFIXES.contains(prefix),
                "the "
                        + whose
                        + "'s VAT id must begin with its country's two letters, but begins with '"
                        + prefix
                        + "' (BR-CO-09)");
    }

    private void decimals() {
        for (DocumentLine line : document.lines()) {
            decimals("line " + line.number() + "'s amount", line.amount(), "BR-DEC-23");
        }
        for (VatGroup group : VatGroup.of(document)) {
            String whose = "of category " + group.category();
            decimals("the net amount " + whose, group.net(), "BR-DEC-19");
            decimals("the tax " + whose, group.amount(), "BR-DEC-20");
        }
        decimals("the net amount", document.net(), "BR-DEC-12");
        decimals("the tax", document.tax(), "BR-DEC-13");
        decimals("the total", document.total(), "BR-DEC-14");
    }

    private void decimals(String what, BigDecimal amount, String rule) {
        Currency currency = document.currency();
        int most = decimals(currency);
        require(
                Figures.decimals(amount) <= most,
                what
                        + " must have at most "
                        + most
                        + " decimals, but is "
                        + amount.toPlainString()
                        + " "
                        + currency
                        + " ("
                        + rule
                        + ")");
    }

    private void sums() {
        Map<VatGroup.Key, BigDecimal> nets = new HashMap<>();
        for (DocumentLine line : document.lines()) {
            nets.merge(VatGroup.Key.of(line.tax()), line.amount(), BigDecimal::add);
        }
        List<VatGroup> groups = VatGroup.of(document);
        for (VatGroup group : groups) {
            String what = "the net amount of category " + group.category();
            BigDecimal ofLines = nets.remove(group.key());
            if (ofLines == null) {
                missing.add("there are no lines of category " + group.category());
            } else {
                sum(what, group.net(), ofLines, "BR-" + group.category().code() + "-08");
            }
            if (!group.category().isTaxed()) {
                String rule = "BR-" + group.category().code() + "-09";
                sum(
                        "the tax of category " + group.category(),
                        group.amount(),
                        BigDecimal.ZERO,
                        rule);
            }
        }
        for (VatGroup.Key key : nets.keySet()) {
            missing.add(
                    "there is no sum of the lines of category " + key.category() + " (BR-CO-18)");
        }
        BigDecimal lines = VatGroup.sum(document.lines().stream().map(DocumentLine::amount));
        sum("the net amount", document.net(), lines, "BR-CO-10");
        BigDecimal taxes = VatGroup.sum(groups.stream().map(VatGroup::amount));
        sum("the tax", document.tax(), taxes, "BR-CO-14");
        sum("the total", document.total(), document.net().add(document.tax()), "BR-CO-15");
    }

    private void sum(String what, BigDecimal amount, BigDecimal expected, String rule) {
        require(
                amount.compareTo(expected) == 0,
                what
                        + " must be "
                        + expected.toPlainString()
                        + ", but is "
                        + amount.toPlainString()
                        + " ("
                        + rule
                        + ")");
    }

    private static boolean isPresent(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private void require(boolean given, String lack) {
        if (!given) {
            missing.add(lack);
        }
    }
}
