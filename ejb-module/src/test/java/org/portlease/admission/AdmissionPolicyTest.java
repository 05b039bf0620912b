package org.portlease.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.portlease.contract.AccountingMode;
import org.portlease.contract.Conditions;
import org.portlease.contract.Contract;
import org.portlease.contract.Money;
import org.portlease.contract.Terms;
import org.portlease.contract.VirtualSubscriber;
import org.portlease.provider.MessageAuthenticator;
import org.portlease.provider.Nas;
import org.portlease.provider.Pop;
import org.portlease.provider.Provider;
import org.portlease.session.Capacity;
import org.portlease.session.Ports;

class AdmissionPolicyTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant PERIOD = Instant.parse("2026-11-01T00:00:00Z");

    private final Capacity capacity = Capacity.of(1, PERIOD);
    private final Capacity pop = Capacity.of(1, PERIOD);
    private final Ports ports = new Ports(pop, capacity);

    @Test
    void admitsWhereNothingIsInTheWay() {
        assertThat(AdmissionPolicy.decide(contract(3600L, "100"), ports, 0, NOW))
                .isEqualTo(new Decision.Admitted(false));
    }

    @Test
    void refusesWhereAllPortsAreInUse() {
        capacity.takePort(false, true);
        assertRefused(contract(null, null), RefusalReason.NO_FREE_PORT);
    }

    @Test
    void refusesWhereThePointOfPresenceIsFull() {
        pop.takePort(false, true);
        assertRefused(contract(null, null), RefusalReason.POP_FULL);
        assertThat(AdmissionPolicy.decideOwn(new Ports(pop, null)))
                .isEqualTo(new Decision.Refused(RefusalReason.POP_FULL));
    }

    @Test
    void loweredPortsRefuseUntilTheNumberIsBelow() {
        // three are connected, and only one port is left of four
        for (int i = 0; i < 3; i++) {
            capacity.takePort(false, true);
        }
        Ports roomy = new Ports(Capacity.of(9, PERIOD), capacity);
        for (int connected = 3; connected > 0; connected--) {
            assertThat(AdmissionPolicy.decide(contract(null, null), roomy, 0, NOW))
                    .isEqualTo(new Decision.Refused(RefusalReason.NO_FREE_PORT));
            capacity.freePort(false, true);
        }
        assertThat(AdmissionPolicy.decide(contract(null, null), roomy, 0, NOW))
                .isEqualTo(new Decision.Admitted(false));
    }

    @Test
    void refusesEverybodyAtADrainingNas() {
        Nas nas = nas();
        assertThat(AdmissionPolicy.draining(nas, Optional.empty())).isEmpty();

        nas.drain(false, NOW);

        assertThat(AdmissionPolicy.draining(nas, Optional.empty()))
                .contains(RefusalReason.NAS_DRAINING);
        nas.undrain();
        assertThat(AdmissionPolicy.draining(nas, Optional.of(Provider.named("North")))).isEmpty();
    }

    @Test
    void refusesADrainingClientAlone() {
        Provider north = Provider.named("North");
        north.drain(true, NOW);

        assertThat(AdmissionPolicy.draining(nas(), Optional.of(north)))
                .contains(RefusalReason.PROVIDER_DRAINING);
        assertThat(AdmissionPolicy.draining(nas(), Optional.of(Provider.named("South")))).isEmpty();
        assertThat(AdmissionPolicy.draining(nas(), Optional.empty())).isEmpty();
    }

    private static Nas nas() {
        return Nas.of(
                "N",
                Pop.of("P", 1, 0),
                "192.0.2.1",
                new byte[] {1},
                new Nas.Manner(MessageAuthenticator.OPTIONAL, false, Duration.ofSeconds(8)),
                Nas.Sessions.USUAL,
                null);
    }

    @Test
    void refusesASuspendedContract() {
        Contract contract = contract(null, null);
        contract.suspend();
        assertRefused(contract, RefusalReason.CONTRACT_SUSPENDED);
    }

    @Test
    void refusesATerminatedContract() {
        Contract contract = contract(null, null);
        contract.terminate();
        assertRefused(contract, RefusalReason.CONTRACT_NOT_IN_FORCE);
    }

    @Test
    void refusesFromTheSecondOnThatUsesTheThresholdUp() {
        capacity.addClosed(PERIOD, 3599);
        assertThat(AdmissionPolicy.decide(contract(3600L, null), ports, 0, NOW))
                .isEqualTo(new Decision.Admitted(false));
        capacity.addClosed(PERIOD, 1);
        assertRefused(contract(3600L, null), RefusalReason.TIME_USED_UP);
    }

    @Test
    void countsOpenSessionsAgainstTheThreshold() {
        capacity.sessionOpened(NOW.minusSeconds(3600));
        assertRefused(contract(3600L, null), RefusalReason.TIME_USED_UP);
    }

    @Test
    void refusesFromTheSecondOnThatReachesTheCreditLimit() {
        Contract contract = contract(null, "10.00"); // two units an hour: five hours
        capacity.rated(BigDecimal.ZERO, 0, new BigDecimal("2.00"));
        capacity.addClosed(PERIOD, 5 * 3600 - 1);
        assertThat(AdmissionPolicy.decide(contract, ports, 0, NOW))
                .isEqualTo(new Decision.Admitted(false));
        capacity.addClosed(PERIOD, 1);
        assertRefused(contract, RefusalReason.CREDIT_USED_UP);
    }

    @Test
    void whatWasRatedCountsOnceAndOnlyWhatFollowsIsReckonedByTheHour() {
        Contract contract = contract(null, "10.00");
        capacity.addClosed(PERIOD, 3 * 3600);
        capacity.rated(new BigDecimal("8.00"), 3 * 3600, new BigDecimal("2.00"));
        capacity.addClosed(PERIOD, 3599);
        assertThat(AdmissionPolicy.decide(contract, ports, 0, NOW))
                .isEqualTo(new Decision.Admitted(false));
        capacity.addClosed(PERIOD, 1);
        assertRefused(contract, RefusalReason.CREDIT_USED_UP);
    }

    @Test
    void admitsABurstWhileSomeIsLeft() {
        Contract contract = contract(null, null);
        contract.agreeOn(conditions(1, false));
        capacity.takePort(false, true);
        Ports roomy = new Ports(Capacity.of(9, PERIOD), capacity);
        assertThat(AdmissionPolicy.decide(contract, roomy, 0, NOW))
                .isEqualTo(new Decision.Admitted(true));
        capacity.takePort(true, true);
        assertThat(AdmissionPolicy.decide(contract, roomy, 0, NOW))
                .isEqualTo(new Decision.Refused(RefusalReason.NO_FREE_PORT));
    }

    @Test
    void refusesBeyondTheShareOfThePointOfPresence() {
        Capacity share = Capacity.of(1, PERIOD);
        share.takePort(false, true);
        Ports shared = new Ports(pop, capacity, share);
        assertThat(AdmissionPolicy.decide(contract(null, null), shared, 0, NOW))
                .isEqualTo(new Decision.Refused(RefusalReason.SHARE_USED_UP));
    }

    @Test
    void refusesAClientTheMastersReserve() {
        assertThat(AdmissionPolicy.decide(contract(null, null), ports, 1, NOW))
                .isEqualTo(new Decision.Refused(RefusalReason.POP_RESERVED));
        assertThat(AdmissionPolicy.decideOwn(new Ports(pop, null)))
                .isEqualTo(new Decision.Admitted(false));
    }

    @Test
    void aHardThresholdLeavesWhatIsNotPromisedToOthers() {
        Contract contract = contract(3600L, null);
        contract.agreeOn(conditions(0, true));
        capacity.addClosed(PERIOD, 1000);
        capacity.promiseUntil(NOW.plusSeconds(2000));
        assertThat(AdmissionPolicy.timeFor(contract, capacity, NOW).seconds()).hasValue(600);
        capacity.promise(301);
        assertThat(AdmissionPolicy.timeFor(contract, capacity, NOW).refusal())
                .hasValue(RefusalReason.TIME_RESERVED);
        capacity.addClosed(PERIOD, 2301);
        assertThat(AdmissionPolicy.timeFor(contract, capacity, NOW).refusal())
                .hasValue(RefusalReason.TIME_USED_UP);
    }

    @Test
    void aGrantReservesNoMoreAtOnceThanWasAgreed() {
        Contract contract = contract(36_000L, null);
        contract.agreeOn(conditions(0, true));
        assertThat(AdmissionPolicy.timeFor(contract, capacity, NOW).seconds()).hasValue(1800);
    }

    private static Conditions conditions(int burst, boolean hard) {
        return new Conditions(
                burst,
                hard,
                Duration.ofSeconds(300),
                Duration.ofSeconds(1800),
                false,
                AccountingMode.STORE);
    }

    @Test
    void countsTheBalanceAgainstTheCreditLimit() {
        Contract contract = contract(null, "10.00");
        capacity.charge(new BigDecimal("10.00"));
        assertRefused(contract, RefusalReason.CREDIT_USED_UP);
    }

    private void assertRefused(Contract contract, RefusalReason reason) {
        assertThat(AdmissionPolicy.decide(contract, ports, 0, NOW))
                .isEqualTo(new Decision.Refused(reason));
    }

    private static Contract contract(@Nullable Long threshold, @Nullable String creditLimit) {
        Money limit = creditLimit == null ? null : Money.of(new BigDecimal(creditLimit), "EUR");
        return Contract.conclude(
                Provider.named("North"),
                1,
                new VirtualSubscriber("north@virtual", new byte[] {1}),
                new Terms(
                        PERIOD,
                        null,
                        ZoneId.of("UTC"),
                        threshold,
                        Currency.getInstance("EUR"),
                        limit));
    }
}
