package org.portlease.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class CapacityTest {

    private static final Instant PERIOD = Instant.parse("2026-11-01T00:00:00Z");
    private static final Instant NEXT_PERIOD = Instant.parse("2026-12-01T00:00:00Z");

    private final Capacity capacity = Capacity.of(2, PERIOD);

    @Test
    void hasFreePortsUntilAllAreTaken() {
        capacity.takePort(false, true);
        assertThat(capacity.hasFreePort()).isTrue();
        capacity.takePort(false, true);
        assertThat(capacity.hasFreePort()).isFalse();
        capacity.freePort(false, true);
        assertThat(capacity.hasFreePort()).isTrue();
    }

    @Test
    void countsOpenAndClosedSessionsTogether() {
        capacity.sessionOpened(PERIOD.plusSeconds(100));
        capacity.sessionOpened(PERIOD.plusSeconds(200));
        assertThat(capacity.usedSeconds(PERIOD.plusSeconds(300))).isEqualTo(200 + 100);
        capacity.sessionClosed(PERIOD.plusSeconds(100), 150);
        assertThat(capacity.usedSeconds(PERIOD.plusSeconds(300))).isEqualTo(150 + 100);
        capacity.sessionClosed(PERIOD.plusSeconds(200), 100);
        assertThat(capacity.usedSeconds(PERIOD.plusSeconds(1000))).isEqualTo(250);
    }

    @Test
    void countsASessionThatWasNeverSeenOpen() {
        capacity.addClosed(PERIOD.plusSeconds(10), 60);
        assertThat(capacity.usedSeconds(PERIOD.plusSeconds(10))).isEqualTo(60);
    }

    @Test
    void aNewPeriodBeginsAtZeroAndCarriesWhatIsNotBilled() {
        capacity.addClosed(PERIOD, 1000);
        capacity.sessionOpened(NEXT_PERIOD.minusSeconds(50));
        capacity.rollTo(NEXT_PERIOD);
        assertThat(capacity.usedSeconds(NEXT_PERIOD)).isZero();
        assertThat(capacity.unbilledSeconds(NEXT_PERIOD)).isEqualTo(1050);
        capacity.sessionClosed(NEXT_PERIOD.minusSeconds(50), 80);
        assertThat(capacity.usedSeconds(NEXT_PERIOD.plusSeconds(40))).isEqualTo(30);
        assertThat(capacity.unbilledSeconds(NEXT_PERIOD.plusSeconds(40))).isEqualTo(1080);
    }

    @Test
    void rollingToAnEarlierPeriodChangesNothing() {
        capacity.addClosed(PERIOD, 1000);
        capacity.rollTo(PERIOD);
        capacity.rollTo(PERIOD.minusSeconds(1));
        assertThat(capacity.usedSeconds(PERIOD)).isEqualTo(1000);
    }

    @Test
    void aCorrectedEndCountsInsteadOfTheEstimate() {
        capacity.sessionOpened(PERIOD.plusSeconds(100));
        capacity.sessionClosed(PERIOD.plusSeconds(100), 60);
        capacity.correctClosed(PERIOD.plusSeconds(100), 60, 90);
        assertThat(capacity.usedSeconds(PERIOD.plusSeconds(1000))).isEqualTo(90);
    }

    @Test
    void aCorrectionAfterThePeriodsEndIsCarriedWhereItBelongs() {
        Instant start = NEXT_PERIOD.minusSeconds(100);
        capacity.sessionOpened(start);
        capacity.sessionClosed(start, 60);
        capacity.rollTo(NEXT_PERIOD);
        capacity.correctClosed(start, 60, 130);
        assertThat(capacity.usedSeconds(NEXT_PERIOD.plusSeconds(500))).isEqualTo(30);
        assertThat(capacity.unbilledSeconds(NEXT_PERIOD.plusSeconds(500))).isEqualTo(130);
    }

    @Test
    void aSessionThatEndedBeforeThePeriodsEndCarriesNoMoreThanItUsed() {
        Instant start = NEXT_PERIOD.minusSeconds(600);
        capacity.sessionOpened(start);
        capacity.rollTo(NEXT_PERIOD);
        capacity.sessionClosed(start, 100);
        assertThat(capacity.unbilledSeconds(NEXT_PERIOD.plusSeconds(500))).isEqualTo(100);
        capacity.correctClosed(start, 100, 650);
        assertThat(capacity.unbilledSeconds(NEXT_PERIOD.plusSeconds(500))).isEqualTo(650);
        assertThat(capacity.usedSeconds(NEXT_PERIOD.plusSeconds(500))).isEqualTo(50);
    }

    @Test
    void aSessionThatWasNeverSeenOpenIsCarriedToo() {
        capacity.rollTo(NEXT_PERIOD);
        capacity.addClosed(NEXT_PERIOD.minusSeconds(40), 100);
        assertThat(capacity.usedSeconds(NEXT_PERIOD.plusSeconds(500))).isEqualTo(60);
        assertThat(capacity.unbilledSeconds(NEXT_PERIOD.plusSeconds(500))).isEqualTo(100);
    }

    @Test
    void aReopenedSessionCountsAsIfItHadNeverBeenClosed() {
        Instant start = PERIOD.plusSeconds(100);
        capacity.sessionOpened(start);
        capacity.sessionClosed(start, 60);
        capacity.sessionReopened(start, 60);
        assertThat(capacity.usedSeconds(start.plusSeconds(300))).isEqualTo(300);
        capacity.sessionClosed(start, 310);
        assertThat(capacity.usedSeconds(start.plusSeconds(900))).isEqualTo(310);
    }

    @Test
    void aSessionReopenedInTheNextPeriodIsBilledInBoth() {
        Instant start = NEXT_PERIOD.minusSeconds(100);
        capacity.sessionOpened(start);
        capacity.sessionClosed(start, 60);
        capacity.rollTo(NEXT_PERIOD);
        capacity.sessionReopened(start, 60);
        assertThat(capacity.usedSeconds(NEXT_PERIOD.plusSeconds(20))).isEqualTo(20);
        assertThat(capacity.unbilledSeconds(NEXT_PERIOD.plusSeconds(20))).isEqualTo(120);
    }

    @Test
    void countsWhatIsPromisedAndNotUsedYet() {
        Instant start = PERIOD.plusSeconds(100);
        capacity.promise(600);
        assertThat(capacity.promisedSeconds(start)).isEqualTo(600);
        capacity.withdraw(600);
        capacity.promiseUntil(start.plusSeconds(600));
        assertThat(capacity.promisedSeconds(start.plusSeconds(200))).isEqualTo(400);
        capacity.withdrawUntil(start.plusSeconds(600));
        assertThat(capacity.promisedSeconds(start.plusSeconds(200))).isZero();
    }

    @Test
    void aBurstLeavesTheAllocatedPortsFree() {
        capacity.takePort(false, true);
        capacity.takePort(false, true);
        capacity.takePort(true, true);
        capacity.freePort(false, true);
        assertThat(capacity.hasFreePort()).isTrue();
        assertThat(capacity.burstInUse()).isOne();
    }

    @Test
    void keepsTheMastersReserveFromClients() {
        capacity.takePort(false, false);
        assertThat(capacity.hasPortForClients(1)).isTrue();
        capacity.takePort(false, true);
        assertThat(Capacity.of(2, PERIOD).hasPortForClients(2)).isFalse();
        assertThat(capacity.hasPortForClients(0)).isFalse();
    }

    @Test
    void refusesNegativePorts() {
        assertThatThrownBy(() -> Capacity.of(-1, PERIOD))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }
}
