package org.portlease.setup;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.portlease.billing.BillingRefusedException;
import org.portlease.billing.Tariff;
import org.portlease.billing.TariffBook;
import org.portlease.billing.TariffVersion;
import org.portlease.billing.TaxBook;
import org.portlease.contract.Contract;
import org.portlease.invoice.PartyJson;
import org.portlease.json.FieldException;
import org.portlease.provider.Installation;
import org.portlease.provider.Provider;
import org.portlease.session.Capacity;
import org.portlease.setup.World.BillingEntries;
import org.portlease.setup.World.ContractEntry;
import org.portlease.setup.World.TariffEntry;
import org.portlease.setup.World.TaxEntry;

/** Brings prices, taxes and what invoices name into the database. */
final class BillingLoader {

    private final WorldStore store;
    private final TariffBook tariffs;
    private final TaxBook taxes;

    BillingLoader(WorldStore store) {
        this.store = store;
        this.tariffs = new TariffBook(store.entities());
        this.taxes = new TaxBook(store.entities());
    }

    void create(Installation installation, BillingEntries entries) {
        entries.seller()
                .filter(seller -> installation.seller().isEmpty())
                .ifPresent(
                        seller -> {
                            installation.invoiceFrom(
                                    PartyJson.write(seller.party()), seller.zone());
                            store.change();
                        });
        entries.taxRates().forEach(this::create);
        entries.tariffs().forEach(this::create);
    }

    private void create(TaxEntry entry) {
        if (!taxes.isKnown(entry.code(), entry.from())) {
            refusable(entry.path(), () -> taxes.set(entry.code(), entry.from(), entry.tax()));
            store.change();
        }
    }

    private void create(TariffEntry entry) {
        Tariff tariff =
                tariffs.named(entry.name())
                        .orElseGet(() -> tariffs.create(entry.name(), entry.currency()));
        for (World.VersionEntry version : entry.versions()) {
            if (!tariffs.hasVersionFrom(tariff, version.from())) {
                refusable(
                        version.path(),
                        () ->
                                tariffs.publish(
                                        tariff,
                                        version.from(),
                                        version.until().orElse(null),
                                        version.prices()));
                store.change();
            }
        }
    }

    /** Says how a new contract is billed, and what an hour adds to what its client owes. */
    void conclude(Provider provider, Contract contract, ContractEntry entry) {
        entry.billing()
                .taxCode()
                .filter(code -> !taxes.isKnown(code))
                .ifPresent(
                        code -> {
                            throw new FieldException(
                                    entry.path() + ".billing.taxCode",
                                    "expected the code of a tax rate, but there is none '"
                                            + code
                                            + "'");
                        });
        contract.billBy(entry.billing());
        Tariff tariff =
                entry.tariff()
                        .name()
                        .map(name -> known(entry.path(), name))
                        .orElseGet(() -> own(provider, entry));
        refusable(entry.path(), () -> tariffs.assign(contract, tariff, LocalDate.EPOCH));
        Capacity capacity = store.entities().find(Capacity.class, contract.capacityId());
        capacity.charge(entry.balance());
        capacity.rated(
                BigDecimal.ZERO,
                0,
                tariffs.dearestHour(contract.id(), store.today(contract.zone())));
    }

    private Tariff known(String path, String name) {
        return tariffs.named(name)
                .orElseThrow(
                        () ->
                                new FieldException(
                                        path + ".tariff",
                                        "expected the name of a tariff, but there is none named '"
                                                + name
                                                + "'"));
    }

    private Tariff own(Provider provider, ContractEntry entry) {
        Optional<Tariff> taken = tariffs.named(provider.name());
        if (taken.isPresent()) {
            return taken.get();
        }
        Tariff tariff = tariffs.create(provider.name(), entry.terms().currency());
        TariffVersion first =
                tariffs.publish(tariff, LocalDate.EPOCH, null, ofAnHour(entry.tariff().perHour()));
        store.entities().persist(first);
        return tariff;
    }

    private static String ofAnHour(BigDecimal price) {
        return "{\"usage\":[{\"name\":\"Connection time\",\"time\":{\"perHour\":"
                + price.toPlainString()
                + "}}]}";
    }

    private static void refusable(String path, Runnable action) {
        try {
            action.run();
        } catch (BillingRefusedException e) {
            throw new FieldException(path, String.valueOf(e.getMessage()), e);
        }
    }
}
