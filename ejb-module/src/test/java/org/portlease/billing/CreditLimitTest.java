package org.portlease.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.portlease.contract.Contract;

/** What admission reckons with: nothing that a client owes is left out. */
class CreditLimitTest {

    private final BillingWorld world =
            BillingWorld.with(
                    "'creditLimit':5,'tariff':'T','billing':{'closeDelaySeconds':86400,"
                            + "'issueAutomatically':false}",
                    "'tariffs':[{'name':'T','versions':[{'prices':"
                            + "{'usage':[{'name':'Time','time':{'perHour':0.60}}]}}]}]");

    @AfterEach
    void closeWorld() {
        world.close();
    }

    private BigDecimal unbilledAt(String time) {
        world.in(
                entities ->
                        new Preview(entities)
                                .refreshCredit(
                                        entities.find(Contract.class, world.contract().id()),
                                        Instant.parse(time)));
        return world.capacity().credit().unbilled();
    }

    @Test
    void theRunningPeriodsUsageIsOwed() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);

        assertThat(unbilledAt("2026-01-20T00:00:00Z")).isEqualByComparingTo("0.60");
    }

    @Test
    void whatADraftHasIsOwedStill() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-01-10T10:00:00Z", "2026-01-10T11:00:00Z", 3600);
        world.closeDue("2026-02-02T00:00:00Z");

        assertThat(unbilledAt("2026-02-03T00:00:00Z")).isEqualByComparingTo("0.60");
        long draft = world.invoices().get(0).id();
        Instant now = Instant.parse("2026-02-03T00:00:00Z");
        world.in(entities -> new InvoiceDesk(entities).issue(draft, now));

        assertThat(unbilledAt("2026-02-03T00:01:00Z")).isZero();
        assertThat(world.capacity().credit().owed()).isEqualByComparingTo("0.60");
    }

    @Test
    void whatIsUsedBeforeTheEndedPeriodIsClosedIsOwedToo() {
        world.openedAt("2026-01-10T00:00:00Z");
        world.session("2026-02-01T10:00:00Z", "2026-02-01T11:00:00Z", 3600);

        assertThat(unbilledAt("2026-02-01T12:00:00Z")).isEqualByComparingTo("0.60");
    }
}
