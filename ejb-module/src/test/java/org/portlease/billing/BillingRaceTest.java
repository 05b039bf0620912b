package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.EntityManager;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;
import org.portlease.contract.Directory;
import org.portlease.contract.Money;
import org.portlease.session.Ledger;
import org.portlease.session.Ledgers;
import org.portlease.session.Metering;
import org.portlease.session.Oddity;
import org.portlease.session.Place;
import org.portlease.session.SessionKeys;
import org.portlease.session.UsageRecord;
import org.portlease.setup.WorldFixture;

/** Two transactions at once: neither loses or doubles what the other does. */
class BillingRaceTest {

    private static final Instant FEBRUARY = Instant.parse("2026-02-01T00:00:00Z");

    private final BillingWorld world =
            BillingWorld.priced(
                    "{'usage':[{'name':'Time','time':{'perHour':0.60}}]}",
                    "'issueAutomatically':false");

    @AfterEach
    void closeWorld() {
        world.close();
    }

    private long januaryAsADraft() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        long january = world.in(e -> new PeriodCloser(e).running(world.contract().id())).get().id();
        world.closeDue("2026-02-01T00:00:00Z");
        return january;
    }

    /** Begins work on another thread, waits until it stands behind our lock, and lets it go on. */
    private <T> T behind(Consumer<EntityManager> ours, Function<EntityManager, T> theirs)
            throws Exception {
        CompletableFuture<T> other = new CompletableFuture<>();
        world.in(
                entities -> {
                    ours.accept(entities);
                    entities.flush();
                    Thread thread = new Thread(() -> complete(other, theirs));
                    thread.start();
                    awaitBlocked(thread);
                    return true;
                });
        return other.get(10, TimeUnit.SECONDS);
    }

    private <T> void complete(CompletableFuture<T> other, Function<EntityManager, T> work) {
        try {
            other.complete(world.in(work));
        } catch (RuntimeException e) {
            other.completeExceptionally(e);
        }
    }

    /** A database makes a thread wait for a lock, or has it try an insertion again and again. */
    private void awaitBlocked(Thread thread) {
        boolean waits = false;
        while (!waits && thread.isAlive()) {
            waits =
                    thread.getState() == Thread.State.TIMED_WAITING
                            || world.in(BillingRaceTest::isInserting);
        }
    }

    private static boolean isInserting(EntityManager entities) {
        return !entities.createNativeQuery(
                        "select 1 from information_schema.sessions where executing_statement"
                                + " like 'insert into invoice_series%'")
                .getResultList()
                .isEmpty();
    }

    @Test
    void aDraftThatIsBeingIssuedIsNotComputedAgain() throws Exception {
        long january = januaryAsADraft();
        long draft = world.invoices().get(0).id();

        assertThatThrownBy(
                        () ->
                                behind(
                                        entities ->
                                                new InvoiceDesk(entities).issue(draft, FEBRUARY),
                                        entities ->
                                                new PeriodCloser(entities)
                                                        .recompute(january, FEBRUARY)))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("2026-000001 is issued");
        assertThat(world.invoices()).singleElement().matches(known -> known.id() == draft);
    }

    @Test
    void aDraftThatWasIssuedSinceItWasReadIsNotComputedAgain() {
        long january = januaryAsADraft();
        long draft = world.invoices().get(0).id();

        assertThatThrownBy(
                        () ->
                                world.in(
                                        entities -> {
                                            entities.find(Invoice.class, draft);
                                            world.in(
                                                    e -> new InvoiceDesk(e).issue(draft, FEBRUARY));
                                            return new PeriodCloser(entities)
                                                    .recompute(january, FEBRUARY);
                                        }))
                .isInstanceOf(BillingRefusedException.class)
                .hasMessageContaining("2026-000001 is issued");
    }

    @Test
    void aPeriodThatWasClosedSinceItWasReadIsComputedAgain() {
        world.openedAt("2026-01-10T00:00:00Z");
        long january = world.in(e -> new PeriodCloser(e).running(world.contract().id())).get().id();

        Optional<Invoice> again =
                world.in(
                        entities -> {
                            entities.find(BillingPeriod.class, january);
                            world.closeDue("2026-02-01T00:00:00Z");
                            return new PeriodCloser(entities).recompute(january, FEBRUARY);
                        });

        assertThat(again).isEmpty();
    }

    @Test
    void whileTheNextPeriodIsClosedNoDraftIsComputedAgain() {
        long january = januaryAsADraft();
        long february =
                world.in(e -> new PeriodCloser(e).running(world.contract().id())).get().id();
        world.in(
                closing -> {
                    new PeriodCloser(closing)
                            .close(february, Instant.parse("2026-03-01T00:00:00Z"));
                    assertThatThrownBy(
                                    () ->
                                            world.in(
                                                    e ->
                                                            new PeriodCloser(e)
                                                                    .recompute(january, FEBRUARY)))
                            .isInstanceOf(BillingRefusedException.class)
                            .hasMessageContaining("being closed");
                    return true;
                });
    }

    @Test
    void aChargeThatComesWhileThePeriodIsClosedIsTheNextInvoices() {
        world.openedAt("2026-01-10T00:00:00Z");
        Contract contract = world.contract();
        world.in(
                entities -> {
                    BillingPeriod period =
                            new PeriodCloser(entities).running(contract.id()).orElseThrow();
                    Rating rating =
                            new Rating(entities, contract, period, period.endsAt(), FEBRUARY);
                    rating.rateAndKeep();
                    assertThat(rating.draft().lines()).isEmpty();
                    world.in(other -> charge(other, contract));
                    assertThat(rating.oneOffs()).isEmpty();
                    return true;
                });
    }

    private static OneOffCharge charge(EntityManager entities, Contract contract) {
        return new InvoiceDesk(entities)
                .charge(
                        contract,
                        Instant.parse("2026-01-20T00:00:00Z"),
                        "Router",
                        Money.of(BigDecimal.TEN, "EUR"),
                        Optional.empty(),
                        "eve");
    }

    @Test
    void whatIsCorrectedWhileTheMarkOfLatenessIsTakenOffStaysMarked() throws Exception {
        januaryAsADraft();
        var late = world.session("2026-01-20T10:00:00Z", "2026-01-20T12:00:00Z", 3600);
        Instant march = Instant.parse("2026-03-01T00:00:00Z");
        Contract contract = world.contract();
        long february = world.in(e -> new PeriodCloser(e).running(contract.id())).get().id();
        world.database().run(entities -> new PeriodCloser(entities).cut(february, march));
        world.in(entities -> new PeriodCloser(entities).close(february, march));

        behind(
                ledger ->
                        ledger.createNativeQuery(
                                        "update usage_record set session_seconds = 7200,"
                                                + " after_cut = true where id = :id")
                                .setParameter("id", late)
                                .executeUpdate(),
                entities -> new PeriodCloser(entities).forgetLate(contract.id(), march));
        world.closeDue("2026-04-01T00:00:00Z");

        assertThat(world.lines())
                .containsExactly(
                        "Time: 3600 = 0.60",
                        "Time, late, of 2026-01-01 to 2026-01-31: 3600 = 0.60",
                        "Time, late, of 2026-01-01 to 2026-01-31: 3600 = 0.60");
    }

    @Test
    void twoFirstInvoicesOfAYearAtOnceGetTwoNumbers() throws Exception {
        januaryAsADraft();
        world.session("2026-02-10T10:00:00Z", "2026-02-10T11:00:00Z", 3600);
        world.closeDue("2026-03-01T00:00:00Z");
        long one = world.invoices().get(0).id();
        long other = world.invoices().get(1).id();

        behind(
                entities -> new InvoiceDesk(entities).issue(one, FEBRUARY),
                entities -> new InvoiceDesk(entities).issue(other, FEBRUARY));

        assertThat(world.invoices())
                .extracting(invoice -> invoice.number().orElse(""))
                .containsExactly("2026-000001", "2026-000002");
    }

    @Test
    void whatIsDecidedWhileALateStartIsNotedStaysMarked() {
        world.openedAt("2026-01-10T00:00:00Z");
        var odd = world.session("2026-01-12T10:00:00Z", "2026-01-12T11:00:00Z", 360_000);
        world.closeDue("2026-02-01T00:00:00Z");
        world.database()
                .run(
                        ledger -> {
                            UsageRecord record = ledger.find(UsageRecord.class, odd);
                            world.database()
                                    .run(
                                            entities ->
                                                    new Quarantine(entities)
                                                            .bill(
                                                                    odd,
                                                                    new Quarantine.Counters(
                                                                            3600, 0, 0),
                                                                    "eve",
                                                                    FEBRUARY));
                            record.remark(Oddity.LATE_START);
                        });

        world.closeDue("2026-03-01T00:00:00Z");

        assertThat(world.lines())
                .containsExactly("Time, late, of 2026-01-01 to 2026-01-31: 3600 = 0.60");
    }

    @Test
    void aStopThatCorrectsASessionWhileItsMarkIsTakenOffMarksItAgain() {
        januaryAsADraft();
        UUID late = world.session("2026-01-20T10:00:00Z", "2026-01-20T12:00:00Z", 3600);
        Instant march = Instant.parse("2026-03-01T00:00:00Z");
        Contract contract = world.contract();
        long february = world.in(e -> new PeriodCloser(e).running(contract.id())).get().id();
        world.database().run(entities -> new PeriodCloser(entities).cut(february, march));
        world.in(entities -> new PeriodCloser(entities).close(february, march));

        Place place = world.in(entities -> entities.find(UsageRecord.class, late).place());
        world.database()
                .run(
                        entities -> {
                            Directory directory = WorldFixture.directory(entities);
                            var ledgers = new Ledgers(entities);
                            List<SessionKeys> keys = List.of(SessionKeys.ofLease(late));
                            Ledger ledger = ledgers.open(directory, keys, march);
                            ledgers.lockCapacities(ledger, directory, Stream.of(place));
                            ledgers.findUsage(ledger, keys);
                            UsageRecord record = ledger.usage(late).orElseThrow();
                            int unmarked =
                                    world.in(
                                            other ->
                                                    new PeriodCloser(other)
                                                            .forgetLate(contract.id(), march));
                            assertThat(unmarked).isEqualTo(1);
                            ledger.settle(
                                    record, record.stoppedAt(), new Metering(7200, 0, 0), null);
                        });
        world.closeDue("2026-04-01T00:00:00Z");

        assertThat(world.lines())
                .endsWith("Time, late, of 2026-01-01 to 2026-01-31: 3600 = 0.60")
                .hasSize(3);
    }
}
