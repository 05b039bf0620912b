package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.setup.TestDatabase;

class BillingShiftTest {

    private static final Instant TICK = Instant.parse("2036-04-15T10:00:00Z");

    private final TestDatabase database = new TestDatabase();
    private final List<Instant> runs = new ArrayList<>();

    @AfterEach
    void closeDatabase() {
        database.close();
    }

    private void on(String node, Consumer<BillingShift> work) {
        on(node, shift -> {}, work);
    }

    /**
     * @param within what each run does
     */
    private void on(String node, Consumer<BillingShift> within, Consumer<BillingShift> work) {
        database.run(
                entities -> {
                    List<BillingShift> shift = new ArrayList<>();
                    BillingRun run =
                            new BillingRun() {
                                @Override
                                public void run(Instant now) {
                                    runs.add(now);
                                    within.accept(shift.get(0));
                                }
                            };
                    shift.add(new BillingShift(new BillingTicks(entities, node), run));
                    work.accept(shift.get(0));
                });
    }

    private String lastNode() {
        return database.inTransaction(
                entities ->
                        (String)
                                entities.createNativeQuery("select node from billing_tick")
                                        .getSingleResult());
    }

    @Test
    void aTickBillsAndTheLooksOfOtherNodesFindIt() {
        on("a", shift -> shift.tick(TICK));
        on("b", shift -> shift.look(TICK.plusSeconds(30)));

        assertThat(runs).containsExactly(TICK);
        assertThat(lastNode()).isEqualTo("a");
    }

    @Test
    void oneNodeStandsInForATickThatIsMissing() {
        on("a", shift -> shift.tick(TICK));
        on("b", shift -> shift.look(TICK.plusSeconds(90)));
        on("c", shift -> shift.look(TICK.plusSeconds(90)));

        assertThat(runs).containsExactly(TICK, TICK.plusSeconds(90));
        assertThat(lastNode()).isEqualTo("b");
    }

    @Test
    void whileTheTimerIsStuckANodeStandsInOnceAMinute() {
        on("a", shift -> shift.tick(TICK));
        on("b", shift -> shift.look(TICK.plusSeconds(90)));
        on("b", shift -> shift.look(TICK.plusSeconds(150)));

        assertThat(runs).endsWith(TICK.plusSeconds(90), TICK.plusSeconds(150));
    }

    @Test
    void aTickCountsAfterTheClockWasPutBack() {
        Instant earlier = TICK.minusSeconds(3600);
        on("a", shift -> shift.tick(TICK));
        on("a", shift -> shift.tick(earlier));
        on("b", shift -> shift.look(earlier.plusSeconds(90)));

        assertThat(runs).containsExactly(TICK, earlier, earlier.plusSeconds(90));
    }

    @Test
    void whileARunIsUnderWayAnotherIsNotBegun() {
        on("a", shift -> shift.tick(TICK.plusSeconds(60)), shift -> shift.tick(TICK));

        assertThat(runs).containsExactly(TICK);
    }

    @Test
    void aRunThatFailsIsDoneAgainAtTheNextTick() {
        on(
                "a",
                shift -> {
                    throw new IllegalStateException("failed");
                },
                shift -> {
                    shift.tick(TICK);
                    shift.tick(TICK.plusSeconds(60));
                });

        assertThat(runs).containsExactly(TICK, TICK.plusSeconds(60));
    }
}
