package org.portlease.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Money;
import org.portlease.listing.ListingException;
import org.portlease.listing.Page;
import org.portlease.listing.PageRequest;

class SettlementBookTest {

    private final NettingWorld netting = new NettingWorld();

    @AfterEach
    void close() {
        netting.close();
    }

    private <T> List<T> all(Function<PageRequest, Function<EntityManager, Page<T>>> pages) {
        List<T> found = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            PageRequest request = new PageRequest(1, after, Optional.empty());
            Page<T> page = netting.world.in(pages.apply(request));
            found.addAll(page.items());
            after = page.next();
        } while (after.isPresent());
        return found;
    }

    private List<String> received(Optional<Long> provider, Optional<Boolean> open) {
        return this.<ReceivedInvoice>all(
                        request ->
                                entities ->
                                        new SettlementBook(entities)
                                                .received(
                                                        request, provider, Optional.empty(), open))
                .stream()
                .map(ReceivedInvoice::number)
                .toList();
    }

    @Test
    void receivedInvoicesAreFoundByTheirSenderAndByWhetherTheyAreOpen() {
        ReceivedInvoice paid = netting.theirs("A-1", "2026-02-01", "10");
        netting.theirs("A-2", "2026-03-01", "20");
        netting.world.in(
                entities ->
                        new ReceivedInvoices(entities)
                                .pay(
                                        paid.id(),
                                        new Money(BigDecimal.TEN, NettingWorld.EUR),
                                        "bank-1",
                                        NettingWorld.NOW));

        assertThat(received(Optional.empty(), Optional.empty())).containsExactly("A-1", "A-2");
        assertThat(received(Optional.of(1L), Optional.of(true))).containsExactly("A-2");
        assertThat(received(Optional.of(1L), Optional.of(false))).containsExactly("A-1");
        assertThat(received(Optional.of(2L), Optional.empty())).isEmpty();
    }

    @Test
    void disputesAreFoundByInvoiceAndStateWithTheirLineAndCurrency() {
        netting.ours("100");
        long invoice = netting.invoices().get(0).id();
        Dispute dispute =
                netting.world.in(
                        entities ->
                                new Disputes(entities)
                                        .open(
                                                invoice,
                                                1,
                                                BigDecimal.TEN,
                                                "was down",
                                                "eve",
                                                NettingWorld.NOW));

        SettlementBook.Disputed found =
                netting.world.in(
                        entities ->
                                new SettlementBook(entities).dispute(dispute.id()).orElseThrow());
        assertThat(found.dispute().line().number()).isEqualTo(1);
        assertThat(found.currency()).isEqualTo(NettingWorld.EUR);
        assertThat(disputes(Optional.of(invoice), Optional.of(Dispute.State.OPEN)))
                .containsExactly(1);
        assertThat(disputes(Optional.empty(), Optional.of(Dispute.State.SETTLED))).isEmpty();
        assertThat(disputes(Optional.of(invoice + 1), Optional.empty())).isEmpty();
    }

    private List<Integer> disputes(Optional<Long> invoice, Optional<Dispute.State> state) {
        return this.<SettlementBook.Disputed>all(
                        request ->
                                entities ->
                                        new SettlementBook(entities)
                                                .disputes(request, invoice, state))
                .stream()
                .map(disputed -> disputed.dispute().line().number())
                .toList();
    }

    @Test
    void statementsAreFoundByProviderWithTheirItems() {
        netting.ours("100");
        netting.theirs("A-1", "2026-02-01", "40");
        NettingStatement settled = netting.settle("r-1");

        assertThat(statements(Optional.of(1L))).containsExactly(settled.number() + " of 2");
        assertThat(statements(Optional.of(2L))).isEmpty();
        assertThat(
                        netting.world.<Optional<NettingStatement>>in(
                                entities -> new SettlementBook(entities).statement(settled.id())))
                .hasValueSatisfying(found -> assertThat(found.items()).hasSize(2));
    }

    private List<String> statements(Optional<Long> provider) {
        return this.<NettingStatement>all(
                        request ->
                                entities ->
                                        new SettlementBook(entities).statements(request, provider))
                .stream()
                .map(statement -> statement.number() + " of " + statement.items().size())
                .toList();
    }

    @Test
    void differencesGoOnBehindTheLastThatWasSeen() {
        netting.ours("100");
        long invoice = netting.invoices().get(0).id();
        String theirs =
                """
                session,start,stop,seconds,inputOctets,outputOctets
                s-1,2026-01-02T10:00:00Z,2026-01-02T11:00:00Z,3600,0,0
                s-2,2026-01-02T10:00:00Z,2026-01-02T11:00:00Z,3600,0,0
                """;
        Reconciliation made =
                netting.world.in(
                        entities ->
                                new Reconciler(entities)
                                        .reconcile(
                                                invoice,
                                                new ByteArrayInputStream(
                                                        theirs.getBytes(StandardCharsets.UTF_8)),
                                                new Tolerance(
                                                        0, BigDecimal.ZERO, BigDecimal.ZERO, 5),
                                                "eve",
                                                NettingWorld.NOW));

        assertThat(
                        this.<Difference>all(
                                request ->
                                        entities ->
                                                new SettlementBook(entities)
                                                        .differences(request, made.id())))
                .extracting(difference -> difference.session().orElseThrow())
                .containsExactly("s-1", "s-2");
        assertThatThrownBy(
                        () ->
                                netting.world.in(
                                        entities ->
                                                new SettlementBook(entities)
                                                        .differences(
                                                                new PageRequest(
                                                                        1,
                                                                        Optional.of("x"),
                                                                        Optional.empty()),
                                                                made.id())))
                .isInstanceOf(ListingException.class);
        assertThat(
                        this.<Reconciliation>all(
                                request ->
                                        entities ->
                                                new SettlementBook(entities)
                                                        .reconciliations(
                                                                request, Optional.of(invoice))))
                .extracting(Reconciliation::id)
                .containsExactly(made.id());
    }
}
