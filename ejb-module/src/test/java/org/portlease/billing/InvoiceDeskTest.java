package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InvoiceDeskTest {

    private static final String PRICES =
            "{\"usage\":[{\"name\":\"Time\",\"time\":{\"perHour\":0.60},"
                    + "\"connection\":{\"each\":0.10}}]}";
    private static final Instant LATER = Instant.parse("2027-02-05T00:00:00Z");

    private final BillingWorld world =
            BillingWorld.priced("{'usage':[{'name':'Time','time':{'perHour':1}}]}", "");

    @AfterAll
    void closeWorld() {
        world.close();
    }

    @BeforeEach
    void draftOfSeventyCents() {
        world.renew(Map.of(LocalDate.EPOCH, PRICES), "issue_automatically = false");
        world.openedAt("2027-01-10T00:00:00Z");
        world.session("2027-01-10T10:00:00Z", "2027-01-10T11:00:00Z", 3600);
        world.closeDue("2027-02-01T00:00:00Z");
    }

    private Invoice invoice() {
        return world.invoices().get(0);
    }

    private Invoice issue(long id, Instant at) {
        return world.in(entities -> new InvoiceDesk(entities).issue(id, at));
    }

    private Invoice issued() {
        return issue(invoice().id(), LATER);
    }

    private Invoice pay(String amount, String currency, String reference) {
        long id = invoice().id();
        return world.in(
                entities ->
                        new InvoiceDesk(entities)
                                .pay(
                                        id,
                                        Payment.Kind.PAYMENT,
                                        Money.of(new BigDecimal(amount), currency),
                                        reference,
                                        LATER));
    }

    private Invoice credit(int line, String amount) {
        Invoice invoice = invoice();
        Map<Long, BigDecimal> amounts =
                Map.of(invoice.lines().get(line).id(), new BigDecimal(amount));
        return world.in(
                entities ->
                        new InvoiceDesk(entities).credit(invoice.id(), amounts, "error", LATER));
    }

    private Invoice creditAll() {
        long id = invoice().id();
        return world.in(entities -> new InvoiceDesk(entities).creditAll(id, "error", LATER));
    }

    private void requireOwed(String amount) {
        assertThat(world.capacity().credit().owed()).isEqualByComparingTo(amount);
    }

    @Test
    void aDraftIsNotOwedAndAnIssuedInvoiceIs() {
        requireOwed("0");

        Invoice issued = issued();

        requireOwed("0.70");
        assertThat(issued.state()).isEqualTo(Invoice.State.ISSUED);
        assertThat(issued.dueOn()).contains(LocalDate.of(2027, 3, 7));
        assertThatThrownBy(this::issued)
                .isInstanceOf(BillingRefusedException.class)
                .hasMessage("only a draft can be issued, but 2027-000001 is ISSUED");
        requireOwed("0.70");
    }

    @Test
    void numbersHaveNoGapsWhereAnIssueIsRolledBackAndBeginAnewEachYear() {
        world.session("2027-02-10T10:00:00Z", "2027-02-10T11:00:00Z", 3600);
        world.session("2027-03-10T10:00:00Z", "2027-03-10T11:00:00Z", 3600);
        world.closeDue("2027-04-01T00:00:00Z");
        List<Long> ids = world.invoices().stream().map(Invoice::id).toList();

        assertThatThrownBy(
                        () ->
                                world.in(
                                        entities -> {
                                            new InvoiceDesk(entities).issue(ids.get(0), LATER);
                                            entities.flush();
                                            throw new IllegalStateException("killed");
                                        }))
                .hasMessage("killed");
        requireOwed("0");
        issue(ids.get(1), Instant.parse("2027-12-31T23:59:59Z"));
        issue(ids.get(0), Instant.parse("2027-12-31T23:59:59Z"));
        issue(ids.get(2), Instant.parse("2028-01-01T00:00:00Z"));

        assertThat(world.invoices())
                .extracting(invoice -> invoice.number().orElse(""))
                .containsExactly("2027-000002", "2027-000001", "2028-000001");
        requireOwed("2.10");
    }

    @Test
    void paidInPartsItIsSettledByTheLast() {
        issued();

        assertThat(pay("0.30", "EUR", "a").state()).isEqualTo(Invoice.State.ISSUED);
        requireOwed("0.40");
        assertThat(pay("0.40", "EUR", "b").state()).isEqualTo(Invoice.State.SETTLED);
        requireOwed("0");
        assertThatThrownBy(() -> pay("0.10", "EUR", "c"))
                .isInstanceOf(BillingRefusedException.class);
    }

    @Test
    void aPaymentThatIsToldTwiceCountsOnce() {
        issued();

        pay("0.30", "EUR", "a");
        assertThat(pay("0.30", "EUR", "a").open()).isEqualByComparingTo("0.40");

        requireOwed("0.40");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.10", "0.301", "-0.30"})
    void anotherPaymentWithAKnownReferenceIsRefusedAndChangesNothing(String amount) {
        issued();
        pay("0.30", "EUR", "a");

        assertThatThrownBy(() -> pay(amount, "EUR", "a"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessage("a payment of 0.30 EUR has the reference 'a' already");

        requireOwed("0.40");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.71", "0", "-0.10", "0.001", "1000000000000000000"})
    void aPaymentThatDoesNotFitIsRefusedAndChangesNothing(String amount) {
        issued();

        assertThatThrownBy(() -> pay(amount, "EUR", "a"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("at most 0.70");

        requireOwed("0.70");
        assertThat(invoice().paid()).isZero();
    }

    @Test
    void aPaymentInAnotherCurrencyOrOfADraftIsRefused() {
        assertThatThrownBy(() -> pay("0.70", "EUR", "a"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("DRAFT");
        issued();
        assertThatThrownBy(() -> pay("0.70", "USD", "a"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessage("the invoice is in EUR, but the payment is 0.70 USD");
        requireOwed("0.70");
    }

    @Test
    void takenBackAsAWholeItIsCreditedAndNothingIsOwed() {
        issued();

        Invoice note = creditAll();

        assertThat(note.number()).contains("C2027-000001");
        assertThat(note.total()).isEqualByComparingTo("0.70");
        assertThat(invoice().state()).isEqualTo(Invoice.State.CREDITED);
        requireOwed("0");
        assertThatThrownBy(this::creditAll).isInstanceOf(BillingRefusedException.class);
        requireOwed("0");
    }

    @Test
    void partsOfLinesAreTakenBackUpToWhatIsLeft() {
        issued();

        credit(0, "0.20");
        requireOwed("0.50");
        assertThatThrownBy(() -> credit(0, "0.41"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessage("of line 1 at most 0.4000 can be credited, but 0.41 was asked for");
        assertThatThrownBy(() -> credit(0, "0.001")).isInstanceOf(BillingRefusedException.class);
        assertThatThrownBy(() -> credit(0, "-0.10")).isInstanceOf(BillingRefusedException.class);
        requireOwed("0.50");
        assertThat(invoice().state()).isEqualTo(Invoice.State.ISSUED);

        assertThat(creditAll().lines())
                .extracting(line -> line.amount().setScale(2).toPlainString())
                .containsExactly("0.40", "0.10");
        assertThat(invoice().state()).isEqualTo(Invoice.State.CREDITED);
        requireOwed("0");
    }

    @Test
    void whatIsCreditedOfAPaidInvoiceIsTheClients() {
        issued();
        pay("0.70", "EUR", "a");

        credit(1, "0.10");

        requireOwed("-0.10");
        assertThat(invoice().state()).isEqualTo(Invoice.State.SETTLED);
    }

    @Test
    void aDraftIsNotCredited() {
        assertThatThrownBy(this::creditAll)
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("this is a draft");
        requireOwed("0");
    }

    @Test
    void aDiscountThatIsTakenBackCanBePaid() {
        Contract contract = world.contract();
        world.in(
                entities ->
                        new InvoiceDesk(entities)
                                .charge(
                                        contract,
                                        Instant.parse("2027-02-10T00:00:00Z"),
                                        "Discount",
                                        Money.of(new BigDecimal("-0.30"), "EUR"),
                                        Optional.empty(),
                                        "eve"));
        world.session("2027-02-10T10:00:00Z", "2027-02-10T11:00:00Z", 3600);
        world.closeDue("2027-03-01T00:00:00Z");
        Invoice february = world.invoices().get(1);
        issue(february.id(), LATER);
        long discount =
                february.lines().stream()
                        .filter(line -> line.kind() == LineKind.ONE_OFF)
                        .findFirst()
                        .orElseThrow()
                        .id();
        world.in(e -> settle(e, february.id(), "0.40", "a"));
        world.in(
                e ->
                        new InvoiceDesk(e)
                                .credit(
                                        february.id(),
                                        Map.of(discount, new BigDecimal("-0.30")),
                                        "error",
                                        LATER));
        requireOwed("0.30");

        Invoice paid = world.in(e -> settle(e, february.id(), "0.30", "b"));

        assertThat(paid.state()).isEqualTo(Invoice.State.SETTLED);
        requireOwed("0");
    }

    private static Invoice settle(
            EntityManager entities, long id, String amount, String reference) {
        return new InvoiceDesk(entities)
                .pay(
                        id,
                        Payment.Kind.PAYMENT,
                        Money.of(new BigDecimal(amount), "EUR"),
                        reference,
                        LATER);
    }
}
