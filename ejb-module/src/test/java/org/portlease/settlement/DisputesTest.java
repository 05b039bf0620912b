package org.portlease.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.portlease.billing.BillingRefusedException;
import org.portlease.billing.BillingWorld;
import org.portlease.billing.Invoice;
import org.portlease.billing.InvoiceDesk;
import org.portlease.billing.Payment;
import org.portlease.contract.Money;

class DisputesTest {

    private static final Instant OPENED = Instant.parse("2026-02-03T00:00:00Z");
    private static final Instant CLOSED = Instant.parse("2026-02-09T00:00:00Z");

    private final BillingWorld world =
            BillingWorld.priced(
                    "{'usage':[{'name':'Time','time':{'perHour':6},'connection':{'each':0.5}}]}",
                    "");
    private long invoice;

    /** An invoice of 12.00 for time and 1.00 for connections. */
    @BeforeEach
    void bill() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.session("2026-01-11T10:00:00Z", "2026-01-11T11:00:00Z", 3600);
        world.closeDue("2026-02-01T00:00:00Z");
        invoice = world.invoices().get(0).id();
    }

    @AfterEach
    void closeWorld() {
        world.close();
    }

    private long open(int line, String amount) {
        return world.in(
                entities ->
                        new Disputes(entities)
                                .open(
                                        invoice,
                                        line,
                                        new BigDecimal(amount),
                                        "too long",
                                        "ann",
                                        OPENED)
                                .id());
    }

    private Invoice settle(long dispute, String amount) {
        return world.in(
                entities ->
                        new Disputes(entities)
                                .settle(dispute, new BigDecimal(amount), "eve", CLOSED));
    }

    private Dispute dispute() {
        return world.in(entities -> new Disputes(entities).of(invoice).get(0));
    }

    private void credit(int line, String amount) {
        world.in(
                entities ->
                        new InvoiceDesk(entities)
                                .credit(
                                        invoice,
                                        Map.of(
                                                entities.find(Invoice.class, invoice)
                                                        .lines()
                                                        .get(line - 1)
                                                        .id(),
                                                new BigDecimal(amount)),
                                        "of our own accord",
                                        CLOSED));
    }

    private BigDecimal owed() {
        return world.capacity().credit().owed();
    }

    @Test
    void anOpenDisputeChangesNothingThatIsOwed() {
        open(1, "5.00");

        assertThat(owed()).isEqualByComparingTo("13.00");
        assertThat(dispute().state()).isEqualTo(Dispute.State.OPEN);
        assertThat(dispute().openedBy()).isEqualTo("ann");
        assertThat(dispute().openedAt()).isEqualTo(OPENED);
        assertThat(dispute().closedBy()).isEmpty();
    }

    @Test
    void aDisputeIsSettledByACreditNote() {
        long id = open(1, "5.00");

        Invoice note = settle(id, "4.20");

        assertThat(note.number()).contains("C2026-000001");
        assertThat(note.total()).isEqualByComparingTo("4.20");
        assertThat(note.reason()).contains("Dispute " + id + ": too long");
        assertThat(owed()).isEqualByComparingTo("8.80");
        assertThat(dispute().state()).isEqualTo(Dispute.State.SETTLED);
        assertThat(dispute().creditNoteId()).hasValue(note.id());
        assertThat(dispute().closedBy()).contains("eve");
        assertThat(dispute().closedAt()).contains(CLOSED);
    }

    @Test
    void aPaidInvoiceIsDisputedAllTheSame() {
        world.in(
                entities ->
                        new InvoiceDesk(entities)
                                .pay(
                                        invoice,
                                        Payment.Kind.PAYMENT,
                                        Money.of(new BigDecimal("13"), "EUR"),
                                        "bank 1",
                                        OPENED));

        settle(open(1, "5.00"), "5.00");

        assertThat(owed()).isEqualByComparingTo("-5.00");
    }

    @Test
    void aRejectedDisputeSaysWhy() {
        long id = open(1, "5.00");

        world.in(e -> new Disputes(e).reject(id, "the NAS counted so", "eve", CLOSED));

        assertThat(dispute().state()).isEqualTo(Dispute.State.REJECTED);
        assertThat(dispute().closingReason()).contains("the NAS counted so");
        assertThat(owed()).isEqualByComparingTo("13.00");
    }

    @Test
    void aLineMayBeDisputedAgainWhenItsDisputeIsClosed() {
        long id = open(1, "5.00");
        world.in(entities -> new Disputes(entities).withdraw(id, "ann", CLOSED));

        open(1, "6.00");

        List<Dispute> disputes = world.in(entities -> new Disputes(entities).of(invoice));
        assertThat(disputes)
                .extracting(Dispute::state)
                .containsExactly(Dispute.State.WITHDRAWN, Dispute.State.OPEN);
    }

    @Test
    void aLineHasOneOpenDisputeAndOthersTheirOwn() {
        open(1, "5.00");
        open(2, "1.00");

        assertThatThrownBy(() -> open(1, "1.00"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("line 1 is disputed already");
    }

    @ParameterizedTest
    @CsvSource({
        "1, 12.01, at most 12.00",
        "1, 0.00, more than nothing",
        "1, -1.00, more than nothing",
        "1, 1.001, at most 2 digits",
        "1, 1e20, before it",
        "3, 1.00, has the lines 1 to 2",
        "0, 1.00, has the lines 1 to 2",
    })
    void whatCannotBeDisputedIsRefused(int line, String amount, String sentence) {
        assertThatThrownBy(() -> open(line, amount))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void atMostWhatCreditNotesHaveLeftOfALineIsDisputed() {
        credit(1, "9.00");

        assertThatThrownBy(() -> open(1, "3.01"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("at most 3.00");
        open(1, "3.00");
    }

    @ParameterizedTest
    @CsvSource({"5.01, at most 5.00", "0, more than nothing", "-5.00, more than nothing"})
    void aDisputeIsSettledByAtMostItsAmount(String amount, String sentence) {
        long id = open(1, "5.00");

        assertThatThrownBy(() -> settle(id, amount))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining(sentence);
        assertThat(dispute().state()).isEqualTo(Dispute.State.OPEN);
        assertThat(world.invoices()).hasSize(1);
    }

    @Test
    void aLineThatWasCreditedMeanwhileIsNotCreditedTwice() {
        long id = open(1, "5.00");
        credit(1, "9.00");

        assertThatThrownBy(() -> settle(id, "3.01"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("was credited while it was disputed: 3.00");
        settle(id, "3.00");
    }

    @Test
    void anInvoiceThatWasCreditedMeanwhileIsRefused() {
        long id = open(1, "5.00");
        world.in(entities -> new InvoiceDesk(entities).creditAll(invoice, "all wrong", CLOSED));

        assertThatThrownBy(() -> settle(id, "5.00"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("was credited: nothing of it is left");
        assertThatThrownBy(() -> open(2, "1.00"))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("was credited: nothing of it is left");
        world.in(entities -> new Disputes(entities).withdraw(id, "ann", CLOSED));
    }

    @Test
    void aClosedDisputeStaysClosed() {
        long id = open(1, "5.00");
        settle(id, "5.00");

        assertThatThrownBy(() -> settle(id, "5.00"))
                .hasMessageContaining("dispute " + id + " is SETTLED");
        assertThatThrownBy(() -> world.in(e -> new Disputes(e).reject(id, "no", "eve", CLOSED)))
                .hasMessageContaining("is SETTLED");
        assertThatThrownBy(() -> world.in(e -> new Disputes(e).withdraw(id, "eve", CLOSED)))
                .hasMessageContaining("is SETTLED");
        assertThat(world.invoices()).hasSize(2);
    }

    @Test
    void onlyAnIssuedInvoiceIsDisputed() {
        long note = settle(open(1, "5.00"), "5.00").id();
        world.sql("update invoice set state = 'DRAFT' where id = " + invoice);

        assertThatThrownBy(() -> open(1, "1.00")).hasMessageContaining("but this is a draft");
        invoice = note;
        assertThatThrownBy(() -> open(1, "1.00")).hasMessageContaining("but this is a credit note");
        invoice = 99;
        assertThatThrownBy(() -> open(1, "1.00")).hasMessage("there is no invoice 99");
        assertThatThrownBy(() -> settle(99, "1.00")).hasMessage("there is no dispute 99");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\nb"})
    void whoAndWhyMustBeSaid(String text) {
        long id = open(1, "5.00");

        assertThatThrownBy(() -> world.in(e -> new Disputes(e).withdraw(id, text, CLOSED)))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("1 to 64 characters");
        assertThatThrownBy(() -> world.in(e -> new Disputes(e).reject(id, text, "eve", CLOSED)))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("1 to 200 characters");
        assertThat(dispute().state()).isEqualTo(Dispute.State.OPEN);
    }
}
