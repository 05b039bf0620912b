package org.portlease.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.portlease.provider.Provider;

class ContractTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-07-01T00:00:00Z");

    private static Contract contract(@Nullable Instant end) {
        Terms terms =
                new Terms(
                        START,
                        end,
                        ZoneId.of("Europe/Berlin"),
                        3600L,
                        Currency.getInstance("EUR"),
                        Money.of(BigDecimal.TEN, "EUR"));
        return Contract.conclude(
                Provider.named("North"), 1, new VirtualSubscriber("north", new byte[] {1}), terms);
    }

    @Test
    void itIsInForceFromItsStartUntilJustBeforeItsEnd() {
        Contract contract = contract(END);

        assertThat(contract.isInForce(START.minusMillis(1))).isFalse();
        assertThat(contract.isInForce(START)).isTrue();
        assertThat(contract.isInForce(END.minusMillis(1))).isTrue();
        assertThat(contract.isInForce(END)).isFalse();
    }

    @Test
    void withoutAnEndItGoesOn() {
        assertThat(contract(null).isInForce(Instant.parse("2999-01-01T00:00:00Z"))).isTrue();
    }

    @Test
    void suspendedItIsNotInForceUntilItIsResumed() {
        Contract contract = contract(END);

        contract.suspend();
        assertThat(contract.isInForce(START)).isFalse();
        contract.resume();
        assertThat(contract.isInForce(START)).isTrue();
    }

    @Test
    void terminatedItIsOverForGood() {
        Contract contract = contract(END);

        contract.terminate();

        assertThat(contract.isInForce(START)).isFalse();
        assertThatThrownBy(contract::resume).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(contract::suspend).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPeriodBeginsAtLocalMidnightOfTheFirst() {
        Contract contract = contract(END);

        assertThat(contract.periodStart(Instant.parse("2026-04-15T10:00:00Z")))
                .isEqualTo("2026-03-31T22:00:00Z");
        assertThat(contract.periodStart(Instant.parse("2026-03-31T22:00:00Z")))
                .isEqualTo("2026-03-31T22:00:00Z");
        assertThat(contract.periodStart(Instant.parse("2026-03-31T21:59:59Z")))
                .isEqualTo("2026-02-28T23:00:00Z");
    }

    @Test
    void termsThatContradictThemselvesAreRefused() {
        assertThatThrownBy(() -> contract(START))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must end after its start");
    }

    @Test
    void theVirtualPasswordNeverPrints() {
        VirtualSubscriber virtual = new VirtualSubscriber("north", new byte[] {65, 66, 67});

        assertThat(virtual.toString()).isEqualTo("VirtualSubscriber[north]");
    }
}
