package org.portlease.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.portlease.billing.BillingRefusedException;
import org.portlease.billing.Invoice;
import org.portlease.billing.InvoiceDesk;
import org.portlease.billing.Payment;
import org.portlease.contract.Money;

class NettingTest {

    private final NettingWorld world = new NettingWorld();

    @AfterEach
    void closeWorld() {
        world.close();
    }

    private static Money euros(String amount) {
        return new Money(new BigDecimal(amount), NettingWorld.EUR);
    }

    @Test
    void aStatementListsBothSidesAndSaysWhoPaysTheRest() {
        world.ours("100").ours("50");
        world.theirs("A-2", "2026-02-10", "40");
        world.theirs("A-1", "2026-02-05", "70.55");

        NettingBalance balance = world.balance("2026-12-01");

        assertThat(balance.ours())
                .extracting(NettingItem::invoiceNumber)
                .containsExactly("2026-000001", "2026-000002");
        assertThat(balance.theirs())
                .extracting(NettingItem::invoiceNumber)
                .containsExactly("A-1", "A-2");
        assertThat(balance.ourSum()).isEqualTo(euros("150"));
        assertThat(balance.theirSum()).isEqualTo(euros("110.55"));
        assertThat(balance.setOff()).isEqualTo(euros("110.55"));
        assertThat(balance.rest()).isEqualTo(euros("39.45"));
        assertThat(balance.payer()).isEqualTo(NettingBalance.Payer.CLIENT);
        assertThat(world.owed()).isEqualByComparingTo("150");
    }

    @Test
    void whatIsIssuedLaterOrInAnotherCurrencyStaysOut() {
        world.ours("100").ours("50");
        world.theirs("A-1", "2026-02-05", "70");
        world.world.in(
                entities ->
                        new ReceivedInvoices(entities)
                                .record(
                                        1,
                                        "D-1",
                                        LocalDate.parse("2026-01-05"),
                                        LocalDate.parse("2026-01-05"),
                                        Money.of(BigDecimal.TEN, "USD"),
                                        NettingWorld.NOW));

        NettingBalance balance = world.balance("2026-02-04");

        assertThat(balance.ourSum()).isEqualTo(euros("100"));
        assertThat(balance.theirSum()).isEqualTo(euros("0"));
        assertThat(balance.setOff()).isEqualTo(euros("0"));
    }

    @Test
    void theOldestAreSetOffFirstOnBothSides() {
        world.ours("100").ours("50");
        world.theirs("A-2", "2026-02-10", "40");
        world.theirs("A-1", "2026-02-05", "70.55");

        NettingStatement statement = world.settle("netting 1");

        assertThat(statement.number()).isEqualTo("N2026-000001");
        assertThat(statement.setOff()).isEqualTo(euros("110.55"));
        assertThat(statement.items())
                .extracting(NettingItem::invoiceNumber, item -> item.setOff().toPlainString())
                .containsExactly(
                        tuple("2026-000001", "100.0000"),
                        tuple("2026-000002", "10.5500"),
                        tuple("A-1", "70.5500"),
                        tuple("A-2", "40.0000"));
        assertThat(world.invoices())
                .extracting(Invoice::state)
                .containsExactly(Invoice.State.SETTLED, Invoice.State.ISSUED);
        assertThat(world.invoices().get(1).open()).isEqualByComparingTo("39.45");
        assertThat(world.received())
                .allSatisfy(invoice -> assertThat(invoice.open()).isEqualByComparingTo("0"));
        assertThat(world.owed()).isEqualByComparingTo("39.45");
        List<Payment> payments =
                world.world.in(
                        entities ->
                                entities.createQuery("select p from Payment p", Payment.class)
                                        .getResultList());
        assertThat(payments)
                .extracting(Payment::kind, Payment::reference)
                .containsOnly(tuple(Payment.Kind.NETTING, "N2026-000001"));
    }

    @Test
    void theSmallerSideMayBeOurs() {
        world.ours("30");
        world.theirs("A-1", "2026-02-05", "70");

        assertThat(world.balance("2026-12-01").payer()).isEqualTo(NettingBalance.Payer.MASTER);
        world.settle("netting 1");

        assertThat(world.owed()).isEqualByComparingTo("0");
        assertThat(world.received().get(0).open()).isEqualByComparingTo("40");
        world.theirs("A-2", "2026-03-05", "5");
        assertThat(world.balance("2026-12-01").rest()).isEqualTo(euros("45"));
    }

    @Test
    void aRepeatedRequestChangesNothing() {
        world.ours("100");
        world.theirs("A-1", "2026-02-05", "70");
        NettingStatement first = world.settle("netting 1");
        world.theirs("A-2", "2026-02-06", "20");

        NettingStatement again = world.settle("netting 1");

        assertThat(again.number()).isEqualTo(first.number());
        assertThat(again.items()).hasSize(2);
        assertThat(world.owed()).isEqualByComparingTo("30");
        assertThat(world.count("netting_statement")).isOne();
        assertThat(world.count("received_payment")).isOne();
    }

    @Test
    void aReferenceIsOneRequests() {
        world.ours("100");
        world.theirs("A-1", "2026-02-05", "70");
        world.settle("netting 1");

        assertThatThrownBy(
                        () ->
                                world.settle(
                                        new NettingRequest(
                                                1, NettingWorld.EUR, LocalDate.parse("2026-11-30")),
                                        "netting 1"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("is that of the statement N2026-000001");
    }

    @Test
    void statementsAreNumberedWithoutGapsAndApartFromInvoices() {
        world.ours("10");
        assertThatThrownBy(() -> world.settle("netting 1"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("nothing to set off: they owe 10.0000 EUR, we owe 0 EUR");
        world.theirs("A-1", "2026-02-05", "4");
        assertThat(world.settle("netting 2").number()).isEqualTo("N2026-000001");
        world.theirs("A-2", "2026-02-05", "4");
        assertThat(world.settle("netting 3").number()).isEqualTo("N2026-000002");
        world.ours("10");
        assertThat(world.invoices().get(1).number()).contains("2026-000002");
    }

    @Test
    void whatIsPaidIsNotSetOff() {
        world.ours("100");
        ReceivedInvoice theirs = world.theirs("A-1", "2026-02-05", "70");
        long ours = world.invoices().get(0).id();
        world.world.in(
                entities ->
                        new InvoiceDesk(entities)
                                .pay(
                                        ours,
                                        Payment.Kind.PAYMENT,
                                        euros("60"),
                                        "bank 1",
                                        NettingWorld.NOW));
        pay(theirs, euros("50"), "bank 2");
        pay(theirs, euros("50"), "bank 2");

        assertThat(world.settle("netting 1").setOff()).isEqualTo(euros("20"));
        assertThat(world.owed()).isEqualByComparingTo("20");
    }

    @Test
    void anotherPaymentWithAKnownReferenceIsRefused() {
        ReceivedInvoice theirs = world.theirs("A-1", "2026-02-05", "70");
        pay(theirs, euros("50"), "bank");

        assertThatThrownBy(() -> pay(theirs, euros("20"), "bank"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessage("a payment of 50.00 EUR has the reference 'bank' already");
        assertThat(world.count("received_payment")).isEqualTo(1);
    }

    private ReceivedInvoice pay(ReceivedInvoice invoice, Money amount, String reference) {
        return world.world.in(
                entities ->
                        new ReceivedInvoices(entities)
                                .pay(invoice.id(), amount, reference, NettingWorld.NOW));
    }

    @Test
    void moreThanIsOpenOfAReceivedInvoiceIsNotPaid() {
        ReceivedInvoice theirs = world.theirs("A-1", "2026-02-05", "70");

        assertThatThrownBy(() -> pay(theirs, euros("70.01"), "bank"))
                .hasMessageContaining("at most 70.0000 EUR, but was 70.01");
        assertThatThrownBy(() -> pay(theirs, euros("-1"), "bank"))
                .hasMessageContaining("more than nothing");
        assertThatThrownBy(() -> pay(theirs, Money.of(BigDecimal.ONE, "USD"), "bank"))
                .hasMessageContaining("is in EUR, but the payment is 1 USD");
        assertThatThrownBy(() -> pay(theirs, euros("1"), " "))
                .hasMessageContaining("a payment's reference");
        assertThatThrownBy(
                        () ->
                                world.world.in(
                                        e ->
                                                new ReceivedInvoices(e)
                                                        .pay(
                                                                99,
                                                                euros("1"),
                                                                "bank",
                                                                NettingWorld.NOW)))
                .hasMessage("there is no received invoice 99");
        assertThat(world.count("received_payment")).isZero();
    }

    @Test
    void aReceivedInvoiceThatIsToldAgainChangesNothing() {
        ReceivedInvoice first = world.theirs("A-1", "2026-02-05", "70");

        assertThat(world.theirs("A-1", "2026-02-05", "70.00").id()).isEqualTo(first.id());
        assertThat(world.received()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2026-02-06, 70", "2026-02-05, 71"})
    void anotherOneWithItsNumberIsRefused(String issuedOn, String amount) {
        world.theirs("A-1", "2026-02-05", "70");

        assertThatThrownBy(() -> world.theirs("A-1", issuedOn, amount))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("is known as 70.0000 EUR, issued on 2026-02-05");
    }

    @ParameterizedTest
    @CsvSource({
        "A-1, 0, more than nothing",
        "A-1, -1, more than nothing",
        "A-1, 0.001, at most 2 digits",
        "' ', 1, a received invoice's number",
        "A-1, 1e15, before it",
    })
    void whatIsNoInvoiceIsRefused(String number, String amount, String sentence) {
        assertThatThrownBy(() -> world.theirs(number, "2026-02-05", amount))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining(sentence);
        assertThat(world.received()).isEmpty();
    }

    @Test
    void anInvoiceIsNotDueBeforeItIsIssued() {
        assertThatThrownBy(
                        () ->
                                world.world.in(
                                        entities ->
                                                new ReceivedInvoices(entities)
                                                        .record(
                                                                1,
                                                                "A-1",
                                                                LocalDate.parse("2026-02-05"),
                                                                LocalDate.parse("2026-02-04"),
                                                                euros("1"),
                                                                NettingWorld.NOW)))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("due on 2026-02-04 and issued on 2026-02-05");
    }

    @Test
    void anUnknownProviderIsRefused() {
        NettingRequest unknown = new NettingRequest(99, NettingWorld.EUR, NettingWorld.TODAY);

        assertThatThrownBy(() -> world.settle(unknown, "netting 1"))
                .hasMessage("there is no provider 99");
        assertThatThrownBy(
                        () ->
                                world.world.in(
                                        e ->
                                                new Netting(e)
                                                        .statement(
                                                                99,
                                                                Currency.getInstance("EUR"),
                                                                NettingWorld.TODAY)))
                .hasMessage("there is no provider 99");
        assertThatThrownBy(() -> world.settle(" ")).hasMessageContaining("a netting's reference");
    }
}
