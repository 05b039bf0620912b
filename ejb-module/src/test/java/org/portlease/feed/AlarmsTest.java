package org.portlease.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.portlease.admission.RefusalHistory.Refused;
import org.portlease.admission.RefusalReason;
import org.portlease.contract.ContractStatus;
import org.portlease.session.Occupancy;

/** Each is told when it comes and when it goes, and not in between. */
class AlarmsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final long SECOND = 1_000_000_000L;

    private static final Owners OWNERS = new Owners(List.of(new Owner(1, "North")));

    private final Alarms alarms = new Alarms("a");
    private final RefusalBursts bursts = new RefusalBursts();

    private static Condition dead(String detail) {
        return new Condition("HOME_SERVER_DEAD", new Owner(1, "North"), "192.0.2.1:1812", detail);
    }

    private static FeedEvent.Alarm only(List<FeedEvent> events) {
        assertThat(events).hasSize(1);
        return (FeedEvent.Alarm) events.get(0).data();
    }

    @Test
    void aConditionIsToldOnceWhenItComesAndOnceWhenItGoes() {
        assertThat(only(alarms.look(Set.of(dead("one")), NOW)).raised()).isTrue();
        assertThat(alarms.look(Set.of(dead("other words")), NOW)).isEmpty();
        assertThat(alarms.lasting(NOW)).hasSize(1);

        FeedEvent.Alarm gone = only(alarms.look(Set.of(), NOW));

        assertThat(gone.raised()).isFalse();
        assertThat(gone.kind()).isEqualTo("HOME_SERVER_DEAD");
        assertThat(gone.node()).isEqualTo("a");
        assertThat(alarms.look(Set.of(), NOW)).isEmpty();
    }

    private static Refused refused(RefusalReason reason, long refusals) {
        return new Refused("North", "P", reason, NOW, refusals);
    }

    @Test
    void manyRefusalsWithinAMinuteAreABurstAndManyInAllAreNot() {
        assertThat(bursts.look(List.of(refused(RefusalReason.NO_FREE_PORT, 5_000)), OWNERS, 0))
                .as("how many before nobody looked")
                .isEmpty();
        assertThat(bursts.look(List.of(refused(RefusalReason.NO_FREE_PORT, 5_029)), OWNERS, SECOND))
                .isEmpty();

        assertThat(
                        bursts.look(
                                List.of(refused(RefusalReason.NO_FREE_PORT, 5_030)),
                                OWNERS,
                                2 * SECOND))
                .singleElement()
                .extracting(Condition::what)
                .isEqualTo("NO_FREE_PORT");

        assertThat(
                        bursts.look(
                                List.of(refused(RefusalReason.NO_FREE_PORT, 5_031)),
                                OWNERS,
                                63 * SECOND))
                .as("a minute later")
                .isEmpty();
    }

    @Test
    void anHourThatIsNoLongerCountedIsNoBurst() {
        bursts.look(List.of(refused(RefusalReason.NO_FREE_PORT, 5_000)), OWNERS, 0);

        assertThat(bursts.look(List.of(refused(RefusalReason.NO_FREE_PORT, 3)), OWNERS, SECOND))
                .isEmpty();
    }

    @Test
    void portsAreToldWhenTheyChangeAndNotWhenTimePasses() {
        PortWatch watch = new PortWatch();
        assertThat(watch.look(List.of(north(1, 10)), List.of(pop(1)), OWNERS)).hasSize(2);
        assertThat(watch.look(List.of(north(1, 99)), List.of(pop(1)), OWNERS)).isEmpty();

        assertThat(watch.look(List.of(north(2, 99)), List.of(pop(1)), OWNERS))
                .singleElement()
                .extracting(FeedEvent::data)
                .isEqualTo(new FeedEvent.ProviderPorts("North", 1, 9, 2, 0));
        assertThat(watch.all()).hasSize(2);
    }

    @Test
    void portsOfOneWhoGotAnothersNameAreTold() {
        PortWatch watch = new PortWatch();
        watch.look(List.of(north(1, 10)), List.of(), OWNERS);

        Owners renamed = new Owners(List.of(new Owner(2, "North")));

        assertThat(watch.look(List.of(north(1, 10)), List.of(), renamed))
                .singleElement()
                .extracting(FeedEvent::owner)
                .isEqualTo(2L);
    }

    private static Occupancy.OfProvider north(int inUse, long seconds) {
        return new Occupancy.OfProvider(
                "North", 1, ContractStatus.ACTIVE, 9, inUse, 0, 0, NOW, seconds, 0, null);
    }

    private static Occupancy.OfPop pop(int inUse) {
        return new Occupancy.OfPop("P", 9, 0, inUse, inUse);
    }
}
