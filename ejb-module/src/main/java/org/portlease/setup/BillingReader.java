package org.portlease.setup;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import org.portlease.contract.BillingCycle;
import org.portlease.contract.BillingTerms;
import org.portlease.invoice.PartyJson;
import org.portlease.invoice.Tax;
import org.portlease.invoice.TaxCategory;
import org.portlease.json.FieldException;
import org.portlease.json.Fields;
import org.portlease.setup.World.BillingEntries;
import org.portlease.setup.World.SellerEntry;
import org.portlease.setup.World.TariffEntry;
import org.portlease.setup.World.TariffUse;
import org.portlease.setup.World.TaxEntry;
import org.portlease.setup.World.VersionEntry;
import org.portlease.tariff.PriceReader;

/** Reads what a world file says of prices, taxes and invoices. */
final class BillingReader {

    private static final String DAY = "a day, 2026-01-31";

    private BillingReader() {}

    static BillingEntries entries(Fields fields) {
        return new BillingEntries(
                fields.optionalEntry("seller", BillingReader::seller),
                fields.entries("taxRates", BillingReader::tax),
                fields.entries("tariffs", BillingReader::tariff));
    }

    private static SellerEntry seller(Fields fields) {
        ZoneId zone =
                fields.optionalParsed("timeZone", "a time zone, Europe/Berlin", ZoneId::of)
                        .orElse(ZoneOffset.UTC);
        return new SellerEntry(PartyJson.read(fields), zone);
    }

    private static TaxEntry tax(Fields fields) {
        Tax tax =
                fields.checked(
                        () ->
                                new Tax(
                                        fields.choice("category", TaxCategory.STANDARD),
                                        fields.optionalDecimal("percent").orElse(BigDecimal.ZERO),
                                        fields.optionalText("reason").orElse(null)));
        return new TaxEntry(fields.path(), fields.text("code"), from(fields), tax);
    }

    private static TariffEntry tariff(Fields fields) {
        List<VersionEntry> versions = fields.entries("versions", BillingReader::version);
        if (versions.isEmpty()) {
            throw fields.fault("versions", "expected at least one, but there is none");
        }
        return new TariffEntry(fields.path(), fields.text("name"), currency(fields), versions);
    }

    private static VersionEntry version(Fields fields) {
        String prices =
                fields.optionalEntry(
                                "prices",
                                entry -> {
                                    PriceReader.prices(entry);
                                    return entry.json();
                                })
                        .orElseThrow(
                                () ->
                                        fields.fault(
                                                "prices", "expected prices, but there are none"));
        return new VersionEntry(
                fields.path(),
                from(fields),
                fields.optionalParsed("until", DAY, LocalDate::parse),
                prices);
    }

    private static LocalDate from(Fields fields) {
        return fields.optionalParsed("from", DAY, LocalDate::parse).orElse(LocalDate.EPOCH);
    }

    /** EUR where it is not said. */
    static Currency currency(Fields fields) {
        return fields.optionalParsed("currency", "a currency of ISO 4217", Currency::getInstance)
                .orElseGet(() -> Currency.getInstance("EUR"));
    }

    /** How a contract is billed. */
    static BillingTerms terms(Fields contract, ZoneId zone) {
        return contract.optionalEntry("billing", fields -> terms(zone, fields))
                .orElse(BillingTerms.USUAL);
    }

    private static BillingTerms terms(ZoneId zone, Fields fields) {
        BillingTerms usual = BillingTerms.USUAL;
        return fields.checked(
                () -> {
                    BillingTerms terms =
                            new BillingTerms(
                                    fields.choice("cycle", usual.length()),
                                    fields.optionalInteger("day").orElse(usual.day()),
                                    fields.optionalBoolean("splitSessions").orElse(usual.split()),
                                    fields.optionalBoolean("issueAutomatically")
                                            .orElse(usual.automatic()),
                                    fields.seconds("closeDelaySeconds", usual.delay()),
                                    fields.optionalInteger("paymentDays")
                                            .orElse(usual.paymentDays()),
                                    fields.optionalText("taxCode"));
                    new BillingCycle(terms.length(), terms.day(), zone);
                    return terms;
                });
    }

    /**
     * Which tariff a contract has: one of the file's or the database's, or one of its own with a
     * price of an hour and nothing else.
     */
    static TariffUse use(Fields contract) {
        Optional<BigDecimal> perHour = contract.optionalDecimal("ratePerHour");
        Optional<String> tariff = contract.optionalText("tariff");
        if (perHour.isPresent() && tariff.isPresent()) {
            throw contract.fault("ratePerHour", "expected either this or a tariff, but got both");
        }
        if (perHour.isPresent() && perHour.get().signum() < 0) {
            throw new FieldException(
                    contract.path() + ".ratePerHour",
                    "expected 0 or more, but got " + perHour.get().toPlainString());
        }
        return new TariffUse(tariff, perHour.orElse(BigDecimal.ZERO));
    }
}
