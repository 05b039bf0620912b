package org.portlease.settlement;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.portlease.billing.BillingWorld;
import org.portlease.billing.Invoice;
import org.portlease.contract.Money;

/** The provider North as a client whose client we are. */
final class NettingWorld implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");
    static final Currency EUR = Currency.getInstance("EUR");
    static final LocalDate TODAY = LocalDate.parse("2026-12-01");

    final BillingWorld world = BillingWorld.priced("{'usage':[{'name':'Time'}]}", "");
    private int months;

    NettingWorld() {
        world.openedAt("2026-01-01T00:00:00Z");
    }

    /** An invoice of ours, of the next month, issued on the first day after it. */
    NettingWorld ours(String amount) {
        months++;
        String month = String.format("2026-%02d-01T00:00:00Z", months);
        world.sql(
                "insert into one_off_charge (contract_id, at, text, amount, created_by) values (1,"
                        + " timestamp with time zone '"
                        + month
                        + "', 'Work', "
                        + amount
                        + ", 'eve')");
        world.closeDue(String.format("2026-%02d-01T00:00:00Z", months + 1));
        return this;
    }

    ReceivedInvoice theirs(String number, String issuedOn, String amount) {
        LocalDate day = LocalDate.parse(issuedOn);
        return world.in(
                entities ->
                        new ReceivedInvoices(entities)
                                .record(
                                        1,
                                        number,
                                        day,
                                        day.plusDays(30),
                                        new Money(new BigDecimal(amount), EUR),
                                        NOW));
    }

    NettingBalance balance(String asOf) {
        return world.in(entities -> new Netting(entities).statement(1, EUR, LocalDate.parse(asOf)));
    }

    NettingStatement settle(String reference) {
        return settle(new NettingRequest(1, EUR, TODAY), reference);
    }

    NettingStatement settle(NettingRequest request, String reference) {
        return world.in(
                entities -> {
                    NettingStatement statement =
                            new Netting(entities).settle(request, reference, NOW);
                    statement.items();
                    return statement;
                });
    }

    List<Invoice> invoices() {
        return world.invoices();
    }

    List<ReceivedInvoice> received() {
        return world.in(
                entities ->
                        entities.createQuery(
                                        "select r from ReceivedInvoice r order by r.id",
                                        ReceivedInvoice.class)
                                .getResultList());
    }

    BigDecimal owed() {
        return world.capacity().credit().owed();
    }

    long count(String table) {
        return world.in(
                entities ->
                        ((Number)
                                        entities.createNativeQuery("select count(*) from " + table)
                                                .getSingleResult())
                                .longValue());
    }

    @Override
    public void close() {
        world.close();
    }
}
