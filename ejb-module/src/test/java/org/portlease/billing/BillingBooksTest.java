package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.portlease.contract.Money;
import org.portlease.invoice.DocumentKind;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

/** What people look for in the books of billing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BillingBooksTest {

    private static final String PRICES =
            "{\"usage\":[{\"name\":\"Time\",\"time\":{\"perHour\":0.60}}]}";
    private static final Instant LATER = Instant.parse("2027-03-05T00:00:00Z");
    private static final Optional<List<Long>> ALL = Optional.empty();

    private final BillingWorld world =
            BillingWorld.priced("{'usage':[{'name':'Time','time':{'perHour':1}}]}", "");

    @AfterAll
    void closeWorld() {
        world.close();
    }

    /** January's invoice is a draft of 0.60, February's of 1.20; March runs. */
    @BeforeEach
    void twoDrafts() {
        world.renew(Map.of(LocalDate.EPOCH, PRICES), "issue_automatically = false");
        world.openedAt("2027-01-10T00:00:00Z");
        world.session("2027-01-10T10:00:00Z", "2027-01-10T11:00:00Z", 3600);
        world.session("2027-02-10T10:00:00Z", "2027-02-10T12:00:00Z", 7200);
        world.closeDue("2027-03-01T00:00:00Z");
    }

    private <T> List<T> all(
            Function<PageRequest, Function<EntityManager, Page<T>>> pages, String sort) {
        List<T> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            PageRequest request = new PageRequest(1, after, Optional.of(sort));
            Page<T> page = world.in(pages.apply(request));
            found.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    private List<Integer> periods(
            Optional<List<Long>> contracts, Optional<BillingPeriod.State> state, String sort) {
        return this.<BillingPeriods.Entry>all(
                        request ->
                                entities ->
                                        new BillingPeriods(entities)
                                                .page(request, contracts, state),
                        sort)
                .stream()
                .map(entry -> entry.period().number())
                .toList();
    }

    private static Invoices.Query issuedIn(Optional<LocalDate> from, Optional<LocalDate> until) {
        return new Invoices.Query(
                ALL,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                from,
                until,
                Optional.empty());
    }

    private static Invoices.Query which(Invoice.State state) {
        return new Invoices.Query(
                ALL,
                Optional.of(state),
                Optional.of(DocumentKind.INVOICE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private List<Long> invoices(Invoices.Query query, String sort) {
        return this.<Invoice>all(
                        request -> entities -> new Invoices(entities).page(request, query), sort)
                .stream()
                .map(Invoice::id)
                .toList();
    }

    @Test
    void periodsAreFoundByContractAndStateAndSortedByTheirTimes() {
        assertThat(periods(ALL, Optional.empty(), "id")).containsExactly(1, 2, 3);
        assertThat(periods(ALL, Optional.empty(), "-startsAt")).containsExactly(3, 2, 1);
        assertThat(periods(ALL, Optional.of(BillingPeriod.State.OPEN), "dueAt")).containsExactly(3);
        assertThat(periods(Optional.of(List.of(99L)), Optional.empty(), "id")).isEmpty();
        assertThat(periods(Optional.of(List.of()), Optional.empty(), "id")).isEmpty();
    }

    @Test
    void aPeriodNamesItsInvoiceWhereItHasOne() {
        Page<BillingPeriods.Entry> page =
                world.in(
                        entities ->
                                new BillingPeriods(entities)
                                        .page(
                                                new PageRequest(
                                                        9, Optional.empty(), Optional.empty()),
                                                ALL,
                                                Optional.empty()));

        assertThat(page.items())
                .extracting(entry -> entry.invoice().map(Invoice::state))
                .containsExactly(
                        Optional.of(Invoice.State.DRAFT),
                        Optional.of(Invoice.State.DRAFT),
                        Optional.empty());
    }

    @Test
    void onlyAPeriodThatIsOverAndDueOrParkedIsClosedByHand() {
        world.sql("update contract set close_delay_seconds = 3600");
        world.closeDue("2027-04-01T01:00:00Z");
        List<BillingPeriod> periods =
                world.in(
                        entities ->
                                entities.createQuery(
                                                "select p from BillingPeriod p order by p.number",
                                                BillingPeriod.class)
                                        .getResultList());
        BillingPeriod running = periods.get(periods.size() - 1);

        assertThatThrownBy(() -> BillingPeriods.requireClosable(periods.get(0), LATER))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessage("the period from 2027-01-01 has been closed");
        assertThatThrownBy(
                        () ->
                                BillingPeriods.requireClosable(
                                        running, running.endsAt().minusSeconds(1)))
                .hasMessage("the period from 2027-04-01 is not over before 2027-05-01T00:00:00Z");
        assertThatThrownBy(() -> BillingPeriods.requireClosable(running, running.endsAt()))
                .hasMessage(
                        "the period from 2027-04-01 may not be closed before"
                                + " 2027-05-01T01:00:00Z");
        assertThatCode(() -> BillingPeriods.requireClosable(running, running.dueAt()))
                .doesNotThrowAnyException();
        running.park("no tariff is in force", running.dueAt());
        assertThatCode(() -> BillingPeriods.requireClosable(running, running.endsAt()))
                .doesNotThrowAnyException();
    }

    @Test
    void invoicesAreFoundByStateAndDaysAndDraftsHaveNone() {
        List<Long> ids = world.invoices().stream().map(Invoice::id).toList();
        world.in(entities -> new InvoiceDesk(entities).issue(ids.get(0), LATER));

        assertThat(invoices(which(Invoice.State.DRAFT), "id")).containsExactly(ids.get(1));
        assertThat(invoices(which(Invoice.State.ISSUED), "id")).containsExactly(ids.get(0));
        assertThat(invoices(issuedIn(Optional.empty(), Optional.empty()), "-total"))
                .containsExactly(ids.get(1), ids.get(0));
        assertThat(invoices(issuedIn(Optional.empty(), Optional.empty()), "issuedOn"))
                .containsExactly(ids.get(0));
        LocalDate day = LocalDate.of(2027, 3, 5);
        assertThat(invoices(issuedIn(Optional.of(day), Optional.of(day)), "id"))
                .containsExactly(ids.get(0));
        assertThat(invoices(issuedIn(Optional.of(day.plusDays(1)), Optional.empty()), "id"))
                .isEmpty();
        assertThat(invoices(issuedIn(Optional.empty(), Optional.of(day.minusDays(1))), "id"))
                .isEmpty();
    }

    @Test
    void anInvoiceComesWithItsLinesPaymentsAndCreditNotes() {
        long id = world.invoices().get(0).id();
        world.in(entities -> new InvoiceDesk(entities).issue(id, LATER));
        world.in(
                entities ->
                        new InvoiceDesk(entities)
                                .pay(
                                        id,
                                        Payment.Kind.PAYMENT,
                                        Money.of(new BigDecimal("0.20"), "EUR"),
                                        "bank-1",
                                        LATER));
        world.in(entities -> new InvoiceDesk(entities).creditAll(id, "error", LATER));

        Invoices.Entry entry =
                world.in(entities -> new Invoices(entities).locked(id).orElseThrow());

        assertThat(entry.invoice().lines()).extracting(InvoiceLine::text).containsExactly("Time");
        assertThat(entry.payments())
                .extracting(Payment::kind)
                .containsExactly(Payment.Kind.PAYMENT, Payment.Kind.CREDIT_NOTE);
        assertThat(entry.creditNotes())
                .extracting(Invoice::reason)
                .containsExactly(Optional.of("error"));
        assertThat(world.<Optional<Invoices.Entry>>in(e -> new Invoices(e).find(-1))).isEmpty();
    }

    private String written(InvoiceExport.Format format, Optional<List<Long>> contracts) {
        LocalDate day = LocalDate.of(2027, 3, 5);
        var out = new ByteArrayOutputStream();
        world.in(
                entities -> {
                    try {
                        new InvoiceFiles(entities).write(format, day, day, contracts, out);
                        return true;
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void anExportHasTheContractsThatAreAskedForAlone() {
        long id = world.invoices().get(0).id();
        world.in(entities -> new InvoiceDesk(entities).issue(id, LATER));
        long contract = world.contract().id();

        assertThat(written(InvoiceExport.Format.CSV, ALL).lines()).hasSize(2);
        assertThat(written(InvoiceExport.Format.CSV, Optional.of(List.of(contract))).lines())
                .hasSize(2);
        assertThat(written(InvoiceExport.Format.JSON, Optional.of(List.of(99L)))).isEqualTo("[]");
        assertThat(written(InvoiceExport.Format.JSON, Optional.of(List.of()))).isEqualTo("[]");
    }

    @Test
    void aDraftIsNoDocumentAndAnInvoiceIsOneInEachForm() {
        long id = world.invoices().get(0).id();
        assertThatThrownBy(() -> document(id, InvoiceFiles.Form.UBL))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("this is a draft");

        world.in(entities -> new InvoiceDesk(entities).issue(id, LATER));

        assertThat(document(id, InvoiceFiles.Form.UBL)).contains("<cbc:ID>2027-000001</cbc:ID>");
        assertThat(document(id, InvoiceFiles.Form.JSON)).contains("\"number\":\"2027-000001\"");
        assertThat(document(id, InvoiceFiles.Form.CSV)).contains("INVOICE,2027-000001,");
    }

    private String document(long id, InvoiceFiles.Form form) {
        var out = new ByteArrayOutputStream();
        return world.in(
                entities -> {
                    try {
                        new InvoiceFiles(entities).write(id, form, out);
                        return out.toString(StandardCharsets.UTF_8);
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void aTariffHasItsVersionsAndAContractItsHistory() {
        world.in(
                entities -> {
                    var book = new TariffBook(entities);
                    Tariff tariff = book.named("T").orElseThrow();
                    book.publish(tariff, LocalDate.of(2027, 4, 1), null, PRICES);
                    return book.assign(world.contract(), tariff, LocalDate.of(2027, 5, 1));
                });
        long tariff = world.in(entities -> new TariffBook(entities).named("T").orElseThrow().id());

        assertThat(world.<List<TariffVersion>>in(e -> new Tariffs(e).versions(tariff)))
                .extracting(TariffVersion::validFrom, TariffVersion::text)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(LocalDate.EPOCH, PRICES),
                        org.assertj.core.groups.Tuple.tuple(LocalDate.of(2027, 4, 1), PRICES));
        assertThat(
                        world.<List<Tariffs.Assigned>>in(
                                e -> new Tariffs(e).history(world.contract().id())))
                .extracting(assigned -> assigned.assignment().validFrom())
                .containsExactly(LocalDate.EPOCH, LocalDate.of(2027, 5, 1));
        assertThat(
                        this.<Tariff>all(
                                request ->
                                        entities ->
                                                new Tariffs(entities)
                                                        .page(request, Optional.of("T")),
                                "name"))
                .extracting(Tariff::id)
                .containsExactly(tariff);
    }

    private List<UUID> quarantined(Optional<List<Long>> contracts, Optional<Boolean> decided) {
        return this.<QuarantinedUsage.Entry>all(
                        request ->
                                entities ->
                                        new QuarantinedUsage(entities)
                                                .page(request, contracts, decided),
                        "foundAt")
                .stream()
                .map(QuarantinedUsage.Entry::session)
                .toList();
    }

    @Test
    void whatWasPutAsideIsFoundUntilAndAfterSomebodyDecides() {
        UUID endless = world.session("2027-03-10T10:00:00Z", "2027-03-10T11:00:00Z", 90_000);
        UUID longer = world.session("2027-03-11T10:00:00Z", "2027-03-11T11:00:00Z", 80_000);
        world.closeDue("2027-04-01T00:00:00Z");
        Instant now = Instant.parse("2027-04-02T00:00:00Z");

        assertThat(quarantined(ALL, Optional.of(false))).containsExactlyInAnyOrder(endless, longer);
        assertThat(quarantined(Optional.of(List.of(99L)), Optional.empty())).isEmpty();
        assertThat(quarantined(Optional.of(List.of()), Optional.empty())).isEmpty();
        world.database()
                .run(
                        entities ->
                                new Quarantine(entities)
                                        .bill(
                                                endless,
                                                new Quarantine.Counters(3600, 1, 2),
                                                "eve",
                                                now));

        assertThat(quarantined(ALL, Optional.of(false))).containsExactly(longer);
        assertThat(quarantined(ALL, Optional.of(true))).containsExactly(endless);
        QuarantinedUsage.Entry decided =
                world.in(entities -> new QuarantinedUsage(entities).find(endless).orElseThrow());
        assertThat(decided.decision()).isEqualTo("BILL");
        assertThat(decided.decidedBy()).isEqualTo("eve");
        assertThat(decided.instead()).isEqualTo(new Quarantine.Counters(3600, 1, 2));
        assertThat(decided.reason()).isEqualTo(Implausible.LONGER_THAN_THE_CLOCK);
    }

    @Test
    void chargesAreFoundByTheirContract() {
        OneOffCharge charge =
                world.in(
                        entities ->
                                new InvoiceDesk(entities)
                                        .charge(
                                                world.contract(),
                                                LATER,
                                                "Work",
                                                Money.of(new BigDecimal("5"), "EUR"),
                                                Optional.empty(),
                                                "eve"));

        long contract = world.contract().id();
        assertThat(
                        this.<OneOffCharge>all(
                                request -> e -> new Charges(e).page(request, contract), "id"))
                .extracting(OneOffCharge::id)
                .containsExactly(charge.id());
        assertThat(this.<OneOffCharge>all(request -> e -> new Charges(e).page(request, 99), "id"))
                .isEmpty();
    }
}
